#include "web/pages/health.h"

#include <unistd.h>

#include "store/store_sql.h"

static void plain(response *rs, str text) {
  rs->type = S("text/plain; charset=utf-8");
  rs->body = text;
}

err health_get(const get_ctx *cx, request *rq, response *rs) {
  (void)cx, (void)rq;
  plain(rs, S("ok\n"));
  return NULL;
}

err ready_get(const get_ctx *cx, request *rq, response *rs) {
  sql_region_any_row row;
  err e = sql_region_any(cx->db, rq->a, &row);
  if (e) return e->code = ERR_BUSY, e;
  plain(rs, S("ok\n"));
  return NULL;
}

/* ---- metrics ---- */

static bool from_here(request *rq) {
  bool handed_on = request_header(rq, S("X-Forwarded-For")).p || request_header(rq, S("Forwarded")).p || request_header(rq, S("X-Real-IP")).p;
  return !handed_on && (str_starts(rq->remote, S("127.")) || str_eq(rq->remote, S("::1")) || str_starts(rq->remote, S("::ffff:127.")));
}

/* name, kind, what it is */
static void head(buf *b, const char *name, const char *kind, const char *what) { buf_fmt(b, "# HELP takar_%s %s\n# TYPE takar_%s %s\n", name, what, name, kind); }

static void one(buf *b, const char *name, const char *kind, const char *what, double value) {
  head(b, name, kind, what);
  buf_fmt(b, "takar_%s %.15g\n", name, value);
}

static void requests(buf *b, const http_stats *h) {
  uint64_t below = 0;
  head(b, "http_requests_total", "counter", "Requests by first digit of the status; 0: the client left.");
  for (size_t i = 0; i < LEN(h->answers); i++) buf_fmt(b, "takar_http_requests_total{status=\"%zuxx\"} %llu\n", i, (unsigned long long)h->answers[i]);
  head(b, "http_request_seconds", "histogram", "From the first line of a request to the end of its answer.");
  for (size_t i = 0; i < N_HTTP_BUCKETS; i++) {
    below += h->took[i];
    buf_fmt(b, "takar_http_request_seconds_bucket{le=\"%g\"} %llu\n", http_buckets[i], (unsigned long long)below);
  }
  below += h->took[N_HTTP_BUCKETS];
  buf_fmt(b, "takar_http_request_seconds_bucket{le=\"+Inf\"} %llu\ntakar_http_request_seconds_sum %.6f\ntakar_http_request_seconds_count %llu\n",
          (unsigned long long)below, (double)h->microseconds / 1e6, (unsigned long long)below);
  one(b, "http_received_bytes_total", "counter", "Bytes of bodies received.", (double)h->bytes_in);
  one(b, "http_sent_bytes_total", "counter", "Bytes of bodies sent.", (double)h->bytes_out);
  one(b, "http_connections", "gauge", "Connections open now.", (double)h->connections);
  one(b, "http_running", "gauge", "Requests being answered now.", (double)h->running);
  one(b, "http_body_bytes", "gauge", "Memory held by bodies that are arriving.", (double)h->body_bytes);
  one(b, "workers", "gauge", "Worker threads.", (double)h->workers);
  one(b, "workers_waiting", "gauge", "Requests that wait for a worker.", (double)h->waiting);
}

static void writes(buf *b, const store_stats *s) {
  uint64_t below = 0;
  head(b, "store_changes_total", "counter", "Changes that were on disk before they were answered, and those refused.");
  buf_fmt(b, "takar_store_changes_total{kept=\"yes\"} %llu\ntakar_store_changes_total{kept=\"no\"} %llu\n", (unsigned long long)s->changes,
          (unsigned long long)s->refused);
  head(b, "store_batch_changes", "histogram", "Changes committed together.");
  for (size_t i = 0; i < STORE_BATCH_STEPS; i++) {
    below += s->batches[i];
    str end = i + 1 < STORE_BATCH_STEPS ? str_fmt(b->a, "%d", 1 << i) : S("+Inf");
    buf_fmt(b, "takar_store_batch_changes_bucket{le=\"%.*s\"} %llu\n", STR_ARG(end), (unsigned long long)below);
  }
  buf_fmt(b, "takar_store_batch_changes_sum %llu\ntakar_store_batch_changes_count %llu\n", (unsigned long long)(s->changes + s->refused),
          (unsigned long long)below);
  one(b, "store_readers_idle", "gauge", "Reading connections nobody uses now.", (double)s->readers_idle);
}

/* Resident pages of this process. */
static double resident(void) {
  unsigned long all = 0, here = 0;
  FILE *f = fopen("/proc/self/statm", "re");
  if (!f) return 0;
  if (fscanf(f, "%lu %lu", &all, &here) != 2) here = 0;
  fclose(f);
  return (double)here * (double)sysconf(_SC_PAGESIZE);
}

err metrics_get(const get_ctx *cx, request *rq, response *rs) {
  http_stats h;
  store_stats s;
  if (!site_open_metrics(cx->site) && !from_here(rq)) return ERR(rq->a, NOT_FOUND, "Halaman ini tidak ada.");
  http_server_stats(rq->server, &h);
  store_stats_of(site_store(cx->site), &s);
  buf b = BUF(rq->a);
  requests(&b, &h);
  writes(&b, &s);
  one(&b, "resident_memory_bytes", "gauge", "Memory of the process.", resident());
  plain(rs, buf_str(&b));
  rs->type = S("text/plain; version=0.0.4; charset=utf-8");
  return NULL;
}
