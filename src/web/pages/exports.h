/* exports: the tables to hand on (steps/export_data.h) as XLSX and CSV: of a cycle, and of an office's year. */
#ifndef TAKAR_WEB_PAGES_EXPORTS_H
#define TAKAR_WEB_PAGES_EXPORTS_H
#include "steps/export_data.h"
#include "web/pages/data.h"

typedef struct table_link { str label, xlsx, csv; } table_link;

/* The links to all tables of a cycle, of a year. */
html exports_of_cycle(arena *a, const cycle *c);
html exports_of_year(arena *a, const data_at *at);
err cycle_export_get(const get_ctx *cx, request *rq, response *rs);
err data_export_get(const get_ctx *cx, request *rq, response *rs);

#define XLSX_TYPE S("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
#define CSV_TYPE S("text/csv; charset=utf-8")
#endif
