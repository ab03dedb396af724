-- Requests summed up, for people with a SQL tool. The id stands for the period, the endpoint, the
-- method and the client, so that one row is there for the requests of nobody who is known.
CREATE TABLE api_metrics (
  id ${key} NOT NULL PRIMARY KEY,
  period_start ${start} NOT NULL,
  period_granularity ${key} NOT NULL,
  endpoint ${text} NOT NULL,
  http_method ${text} NOT NULL,
  api_key_id ${text},
  request_count ${long} NOT NULL,
  error_count_4xx ${long} NOT NULL,
  error_count_5xx ${long} NOT NULL,
  response_time_p50_ms ${double},
  response_time_p95_ms ${double},
  response_time_p99_ms ${double},
  response_time_avg_ms ${double},
  total_request_bytes ${long} NOT NULL,
  total_response_bytes ${long} NOT NULL,
  created_at ${time} NOT NULL
);

CREATE INDEX api_metrics_by_time ON api_metrics (period_granularity, period_start);
