-- One flat row for each point and each bucket of a minute, for people with a SQL tool.
-- A minute of a series is shown by its points where all of them are kept, else by its buckets.
-- The minutes that there are come one after the other out of the table's key, so that a question
-- about one name reads no row of another.
CREATE VIEW metrics AS
SELECT
  'p' || p.id AS id,
  n.name AS name,
  p.value AS value,
  s.tags AS tags,
  s.type AS metric_type,
  s.source AS source,
  COALESCE(json_extract(s.tags, '$.service'), substr(s.source, instr(s.source, ':') + 1)) AS service,
  json_extract(s.tags, '$.route_id') AS route_id,
  json_extract(s.tags, '$.client') AS client_id,
  json_extract(s.tags, '$.status') AS status,
  json_extract(s.tags, '$.result') AS result,
  p.at AS timestamp,
  p.created AS created_at,
  s.kind AS kind
FROM metric_name n
CROSS JOIN metric_point p ON p.name_id = n.id
CROSS JOIN metric_series s ON s.id = p.series_id
CROSS JOIN metric_point_minute m
  ON m.bucket = (p.at - ((p.at % 60000) + 60000) % 60000) / 1000 AND m.series_id = p.series_id
WHERE m.share = 1
UNION ALL
SELECT
  'b' || b.bucket || '-' || b.series_id || '-' || b.writer,
  n.name,
  CASE s.kind WHEN 'counter' THEN b.sum WHEN 'gauge' THEN b.last ELSE b.sum / b.count END,
  s.tags,
  s.type,
  s.source,
  COALESCE(json_extract(s.tags, '$.service'), substr(s.source, instr(s.source, ':') + 1)),
  json_extract(s.tags, '$.route_id'),
  json_extract(s.tags, '$.client'),
  json_extract(s.tags, '$.status'),
  json_extract(s.tags, '$.result'),
  minute.start * 1000,
  minute.start * 1000 + 60000,
  s.kind
FROM metric_name n
CROSS JOIN metric_series s ON s.name_id = n.id
CROSS JOIN (
  WITH RECURSIVE there (start) AS (
    SELECT MIN(bucket) FROM metric_bucket_1m
    UNION ALL
    SELECT (SELECT MIN(b.bucket) FROM metric_bucket_1m b WHERE b.bucket > there.start)
    FROM there WHERE there.start IS NOT NULL
  )
  SELECT start FROM there WHERE start IS NOT NULL
) minute
CROSS JOIN metric_bucket_1m b ON b.bucket = minute.start AND b.series_id = s.id
WHERE NOT EXISTS (
  SELECT 1 FROM metric_point_minute m
  WHERE m.bucket = b.bucket AND m.series_id = b.series_id AND m.share = 1
);
