-- One flat row for each point and each bucket of a minute, for people with a SQL tool.
-- A minute of a series is shown by its points where all of them are kept, else by its buckets.
CREATE VIEW metrics AS
SELECT
  CONCAT('p', p.id) AS id,
  n.name AS name,
  p.${value} AS ${value},
  s.tags AS tags,
  s.type AS metric_type,
  s.source AS source,
  COALESCE(
    (SELECT t.tag_value FROM metric_series_tag t WHERE t.series_id = s.id AND t.tag_key = 'service'),
    SUBSTRING(s.source, POSITION(':' IN s.source) + 1)) AS service,
  (SELECT t.tag_value FROM metric_series_tag t WHERE t.series_id = s.id AND t.tag_key = 'route_id') AS route_id,
  (SELECT t.tag_value FROM metric_series_tag t WHERE t.series_id = s.id AND t.tag_key = 'client') AS client_id,
  (SELECT t.tag_value FROM metric_series_tag t WHERE t.series_id = s.id AND t.tag_key = 'status') AS status,
  (SELECT t.tag_value FROM metric_series_tag t WHERE t.series_id = s.id AND t.tag_key = 'result') AS result,
  ${point_time} AS timestamp,
  ${point_created} AS created_at,
  s.kind AS kind
FROM metric_name n
JOIN metric_point p ON p.name_id = n.id
JOIN metric_series s ON s.id = p.series_id
JOIN metric_point_minute m
  ON m.bucket = (p.at - MOD(MOD(p.at, 60000) + 60000, 60000)) ${div} 1000 AND m.series_id = p.series_id
WHERE m.share = 1
UNION ALL
SELECT
  CONCAT('b', ${bucket_seconds}, '-', b.series_id, '-', b.writer),
  n.name,
  CASE s.kind WHEN 'counter' THEN b.sum WHEN 'gauge' THEN b.last ELSE b.sum / b.count END,
  s.tags,
  s.type,
  s.source,
  COALESCE(
    (SELECT t.tag_value FROM metric_series_tag t WHERE t.series_id = s.id AND t.tag_key = 'service'),
    SUBSTRING(s.source, POSITION(':' IN s.source) + 1)),
  (SELECT t.tag_value FROM metric_series_tag t WHERE t.series_id = s.id AND t.tag_key = 'route_id'),
  (SELECT t.tag_value FROM metric_series_tag t WHERE t.series_id = s.id AND t.tag_key = 'client'),
  (SELECT t.tag_value FROM metric_series_tag t WHERE t.series_id = s.id AND t.tag_key = 'status'),
  (SELECT t.tag_value FROM metric_series_tag t WHERE t.series_id = s.id AND t.tag_key = 'result'),
  ${bucket_time},
  ${bucket_end},
  s.kind
FROM metric_name n
JOIN metric_series s ON s.name_id = n.id
JOIN metric_bucket_1m b ON b.series_id = s.id
WHERE NOT EXISTS (
  SELECT 1 FROM metric_point_minute m
  WHERE m.bucket = ${bucket_seconds} AND m.series_id = b.series_id AND m.share = 1
);
