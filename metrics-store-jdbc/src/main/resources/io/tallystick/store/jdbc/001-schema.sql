-- One row: which store this is.
CREATE TABLE metric_store (
  id ${key} NOT NULL,
  schema_version INTEGER NOT NULL,
  created ${long} NOT NULL,
  zone ${key} NOT NULL,
  next_series ${long} NOT NULL,
  next_point ${long} NOT NULL,
  has_requests INTEGER NOT NULL
);

-- Who wrote: one row for each incarnation of a runtime, and 0 for what was folded. The number of the
-- last batch of points that was kept of a writer tells whether a batch is there already.
CREATE TABLE metric_writer (
  id INTEGER NOT NULL PRIMARY KEY,
  incarnation ${key} NOT NULL UNIQUE,
  source ${text},
  flushed_through ${long} NOT NULL,
  points_through ${long} NOT NULL,
  last_seen ${long} NOT NULL
);

-- Ids of series are given out in blocks, so that those of one name lie together.
CREATE TABLE metric_name (
  id INTEGER NOT NULL PRIMARY KEY,
  name ${key} NOT NULL UNIQUE,
  next_series ${long} NOT NULL,
  block_end ${long} NOT NULL,
  block_size INTEGER NOT NULL
);

CREATE TABLE metric_series (
  id ${long} NOT NULL PRIMARY KEY,
  key_hash ${hash} NOT NULL UNIQUE,
  name_id INTEGER NOT NULL,
  kind ${key} NOT NULL,
  type ${key} NOT NULL,
  source ${text} NOT NULL,
  tenant ${text},
  tags ${text} NOT NULL,
  first_seen ${long} NOT NULL,
  last_seen ${long} NOT NULL
);

CREATE INDEX metric_series_of_name ON metric_series (name_id);

CREATE INDEX metric_series_by_age ON metric_series (last_seen);

CREATE TABLE metric_series_tag (
  tag_key ${key} NOT NULL,
  tag_value ${key} NOT NULL,
  series_id ${long} NOT NULL,
  PRIMARY KEY (tag_key, tag_value, series_id)
)${clustered};

CREATE INDEX metric_series_tag_of_series ON metric_series_tag (series_id);

-- Where what is kept of a granularity starts, in seconds since 1970.
CREATE TABLE metric_horizon (
  granularity ${key} NOT NULL PRIMARY KEY,
  horizon ${long} NOT NULL
);

-- Windows whose finer buckets changed since they were folded.
CREATE TABLE metric_mark (
  target ${key} NOT NULL,
  bucket ${long} NOT NULL,
  writer INTEGER NOT NULL,
  version ${long} NOT NULL,
  PRIMARY KEY (target, bucket, writer)
)${clustered};

CREATE TABLE metric_lease (
  name ${key} NOT NULL PRIMARY KEY,
  holder ${key} NOT NULL,
  token ${long} NOT NULL,
  held_until ${long} NOT NULL
);

CREATE TABLE metric_point (
  name_id INTEGER NOT NULL,
  at ${long} NOT NULL,
  id ${long} NOT NULL,
  series_id ${long} NOT NULL,
  ${value} ${double} NOT NULL,
  share ${double} NOT NULL,
  created ${long} NOT NULL,
  PRIMARY KEY (name_id, at, id)
)${clustered};

-- The minutes of which there are points, and the least share of theirs: with 1 they stand for the
-- bucket in the view.
CREATE TABLE metric_point_minute (
  bucket ${long} NOT NULL,
  series_id ${long} NOT NULL,
  share ${double} NOT NULL,
  PRIMARY KEY (bucket, series_id)
)${clustered};

CREATE TABLE metric_alert_rule (
  id ${key} NOT NULL PRIMARY KEY,
  version ${long} NOT NULL,
  name ${text} NOT NULL,
  type ${key} NOT NULL,
  enabled INTEGER NOT NULL,
  endpoint_filter ${text} NOT NULL,
  api_key_filter ${text} NOT NULL,
  tag_filter ${text} NOT NULL,
  group_by ${text} NOT NULL,
  threshold_value ${double} NOT NULL,
  comparison ${text} NOT NULL,
  window_minutes INTEGER NOT NULL,
  for_minutes INTEGER NOT NULL,
  cooldown_minutes INTEGER NOT NULL,
  minimum_volume ${long} NOT NULL,
  severity ${text} NOT NULL,
  more ${text} NOT NULL,
  created_by ${key} NOT NULL,
  created_at ${long} NOT NULL,
  updated_at ${long} NOT NULL,
  last_fired_at ${long}
);

CREATE INDEX metric_alert_rule_by_type ON metric_alert_rule (type);

CREATE INDEX metric_alert_rule_by_maker ON metric_alert_rule (created_by);

-- How groups of rules are, for whoever evaluates them next.
CREATE TABLE metric_alert_state (
  rule_id ${key} NOT NULL,
  group_key ${key} NOT NULL,
  state ${text} NOT NULL,
  since ${long} NOT NULL,
  clear_since ${long},
  fired_at ${long},
  event_id ${text} NOT NULL,
  PRIMARY KEY (rule_id, group_key)
)${clustered};

CREATE TABLE metric_alert_event (
  id ${key} NOT NULL PRIMARY KEY,
  rule_id ${key} NOT NULL,
  group_key ${key} NOT NULL,
  transition ${key} NOT NULL,
  at ${long} NOT NULL,
  since ${long} NOT NULL,
  measured ${double},
  threshold ${double},
  message ${text} NOT NULL,
  detail ${text} NOT NULL
);

CREATE INDEX metric_alert_event_by_time ON metric_alert_event (at);

CREATE INDEX metric_alert_event_of_rule ON metric_alert_event (rule_id, at);

CREATE TABLE metric_alert_delivery (
  event_id ${key} NOT NULL,
  receiver ${key} NOT NULL,
  attempt INTEGER NOT NULL,
  at ${long} NOT NULL,
  delivered INTEGER NOT NULL,
  outcome ${text} NOT NULL,
  PRIMARY KEY (event_id, receiver, attempt)
)${clustered};

CREATE INDEX metric_alert_delivery_by_time ON metric_alert_delivery (at);

CREATE TABLE metric_annotation (
  id ${key} NOT NULL PRIMARY KEY,
  version ${long} NOT NULL,
  began ${long} NOT NULL,
  ended ${long} NOT NULL,
  text ${text} NOT NULL,
  tags ${text} NOT NULL
);

CREATE INDEX metric_annotation_by_time ON metric_annotation (began);

-- One row for each writer until the window is settled, and then one of writer 0.
CREATE TABLE metric_rate_limit (
  limit_key ${key} NOT NULL,
  granularity ${key} NOT NULL,
  period_start ${long} NOT NULL,
  writer INTEGER NOT NULL,
  version ${long} NOT NULL,
  requests_made ${long} NOT NULL,
  rate_limit ${long} NOT NULL,
  utilization_pct ${double} NOT NULL,
  peak_pct ${double} NOT NULL,
  PRIMARY KEY (granularity, period_start, limit_key, writer)
)${clustered};

CREATE INDEX metric_rate_limit_of_key ON metric_rate_limit (limit_key, granularity, period_start);

-- Five minutes of rate limits: how often they changed, how many of these changes are folded, and
-- whether they change no more: 0 they may, 1 they are being settled, 2 they are.
CREATE TABLE metric_rate_limit_window (
  period_start ${long} NOT NULL PRIMARY KEY,
  changes ${long} NOT NULL,
  folded ${long} NOT NULL,
  settled INTEGER NOT NULL
);

CREATE INDEX metric_rate_limit_window_to_do ON metric_rate_limit_window (settled, period_start);

CREATE TABLE metric_note (
  name ${key} NOT NULL PRIMARY KEY,
  version ${long} NOT NULL,
  text ${text} NOT NULL
);

CREATE TABLE metric_bucket_1m (
  bucket ${start} NOT NULL,
  series_id ${long} NOT NULL,
  writer INTEGER NOT NULL,
  version ${long} NOT NULL,
  count ${long},
  sum ${double},
  min ${double},
  max ${double},
  last ${double},
  last_at ${long},
  weighted_sum ${double},
  observed_ms ${long},
  p50 ${double},
  p95 ${double},
  p99 ${double},
  sketch ${bytes},
  PRIMARY KEY (bucket, series_id, writer)
)${by_day};

CREATE TABLE metric_bucket_5m (
  bucket ${start} NOT NULL,
  series_id ${long} NOT NULL,
  writer INTEGER NOT NULL,
  version ${long} NOT NULL,
  count ${long},
  sum ${double},
  min ${double},
  max ${double},
  last ${double},
  last_at ${long},
  weighted_sum ${double},
  observed_ms ${long},
  p50 ${double},
  p95 ${double},
  p99 ${double},
  sketch ${bytes},
  PRIMARY KEY (bucket, series_id, writer)
)${by_day};

CREATE TABLE metric_bucket_1h (
  bucket ${start} NOT NULL,
  series_id ${long} NOT NULL,
  writer INTEGER NOT NULL,
  version ${long} NOT NULL,
  count ${long},
  sum ${double},
  min ${double},
  max ${double},
  last ${double},
  last_at ${long},
  weighted_sum ${double},
  observed_ms ${long},
  p50 ${double},
  p95 ${double},
  p99 ${double},
  sketch ${bytes},
  PRIMARY KEY (bucket, series_id, writer)
)${by_month};

CREATE TABLE metric_bucket_1d (
  bucket ${start} NOT NULL,
  series_id ${long} NOT NULL,
  writer INTEGER NOT NULL,
  version ${long} NOT NULL,
  count ${long},
  sum ${double},
  min ${double},
  max ${double},
  last ${double},
  last_at ${long},
  weighted_sum ${double},
  observed_ms ${long},
  p50 ${double},
  p95 ${double},
  p99 ${double},
  sketch ${bytes},
  PRIMARY KEY (bucket, series_id, writer)
)${clustered};

-- Whether anything is left of a series for ever.
CREATE INDEX metric_bucket_1d_of_series ON metric_bucket_1d (series_id);
