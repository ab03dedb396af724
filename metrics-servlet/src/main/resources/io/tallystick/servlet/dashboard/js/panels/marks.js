// What is drawn into charts beside their lines: the time that is pointed at, where alerts fired, and
// the stretches in which something was slow.

import { colour } from '../theme.js';

/** A line through the time that is pointed at. */
export const MARKS = {
  id: 'marks',
  beforeDatasetsDraw(chart) {
    (chart.$stretches ?? []).forEach((stretch) => shade(chart, stretch));
  },
  afterDraw(chart) {
    (chart.$events ?? []).forEach((event) => mark(chart, event.at));
    if (chart.$marked === null || chart.$marked === undefined) {
      return;
    }
    const { ctx, chartArea } = chart;
    const x = chart.scales.x.getPixelForValue(chart.$marked);
    ctx.save();
    ctx.strokeStyle = colour('text-quiet');
    ctx.setLineDash([4, 4]);
    ctx.beginPath();
    ctx.moveTo(x, chartArea.top);
    ctx.lineTo(x, chartArea.bottom);
    ctx.stroke();
    ctx.restore();
  },
};

/** A small flag where an alert fired. */
function mark(chart, at) {
  const { ctx, chartArea } = chart;
  const x = chart.scales.x.getPixelForValue(at);
  if (x < chartArea.left || x > chartArea.right) {
    return;
  }
  ctx.save();
  ctx.fillStyle = colour('error');
  ctx.strokeStyle = colour('error');
  ctx.beginPath();
  ctx.moveTo(x, chartArea.top);
  ctx.lineTo(x, chartArea.bottom);
  ctx.stroke();
  ctx.beginPath();
  ctx.moveTo(x, chartArea.top);
  ctx.lineTo(x + 9, chartArea.top + 4);
  ctx.lineTo(x, chartArea.top + 8);
  ctx.fill();
  ctx.restore();
}

function shade(chart, { from, to }) {
  const { ctx, chartArea, scales } = chart;
  const left = Math.max(chartArea.left, scales.x.getPixelForValue(from));
  const right = Math.min(chartArea.right, scales.x.getPixelForValue(to));
  ctx.save();
  ctx.globalAlpha = 0.14;
  ctx.fillStyle = colour('error');
  ctx.fillRect(left, chartArea.top, Math.max(1, right - left), chartArea.bottom - chartArea.top);
  ctx.restore();
}

/** The times in a row in which a line is above a value. */
export function stretchesAbove(line, value) {
  const stretches = [];
  for (const point of line?.points ?? []) {
    const last = stretches.at(-1);
    if (!(point.value > value)) {
      continue;
    }
    if (last?.to === point.from) {
      last.to = point.to;
    } else {
      stretches.push({ from: point.from, to: point.to });
    }
  }
  return stretches;
}
