/* health: what the machines around Takar ask: does it live, can it serve, how much has it done. Plain text; nothing of the office's data.
 *
 * /healthz  the process answers (on an I/O thread, without the database).
 * /readyz   the database can be read; 503 when it cannot.
 * /metrics  Prometheus text format 0.0.4. For this machine only unless the server was started with --open-metrics; a request that a proxy
 *           handed on counts as coming from outside. Others hear 404.
 */
#ifndef TAKAR_WEB_HEALTH_H
#define TAKAR_WEB_HEALTH_H
#include "web/site.h"

err health_get(const get_ctx *cx, request *rq, response *rs);
err ready_get(const get_ctx *cx, request *rq, response *rs);
err metrics_get(const get_ctx *cx, request *rq, response *rs);
#endif
