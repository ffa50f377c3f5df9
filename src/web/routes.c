#include "web/routes.h"

#include "web/assets.h"
#include "web/pages/cycle.h"
#include "web/pages/cycles.h"
#include "web/pages/document.h"
#include "web/pages/guide.h"
#include "web/pages/home.h"
#include "web/pages/session.h"
#include "web/pages/sop.h"
#include "web/pages/trail.h"
#include "web/pages/verify.h"
#include "web/pages/step.h"

static err asset_get(const get_ctx *cx, request *rq, response *rs) {
  (void)cx;
  return asset_serve(rq, request_code(rq, S("berkas")), rs) ? NULL : ERR(rq->a, NOT_FOUND, "Halaman ini tidak ada.");
}

#define GET(pattern_, fn, who) {.method = HTTP_GET, .pattern = pattern_, .get = fn, .permission = who}
#define POST(pattern_, fn, who) {.method = HTTP_POST, .pattern = pattern_, .post = fn, .permission = who}

const route routes[] = {
    {.method = HTTP_GET, .pattern = "/aset/@berkas", .get = asset_get, .permission = PUBLIC, .at_once = true},
    GET("/masuk", login_get, PUBLIC),
    POST("/masuk", login_post, PUBLIC),
    POST("/keluar", logout_post, SIGNED_IN),
    GET("/sandi", password_get, SIGNED_IN),
    POST("/sandi", password_post, SIGNED_IN),

    GET("/", home_get, MAY_CYCLES),

    /* Cycles: where they stand, their documents and their trail. */
    GET("/siklus", cycles_get, MAY_CYCLES),
    GET("/siklus/baru", begin_get, MAY_CYCLES),
    POST("/siklus/baru", begin_post, MAY_CYCLES),
    GET("/siklus/:id", cycle_get, MAY_CYCLES),
    GET("/siklus/:id/jejak", trail_get, MAY_CYCLES),
    GET("/siklus/:id/lembar-sop", cycle_sheet_get, MAY_CYCLES),
    GET("/siklus/:id/bundel", cycle_bundle_get, MAY_CYCLES),
    GET("/dokumen/:id", document_get, MAY_CYCLES),
    GET("/dokumen/:id/pdf", document_pdf_get, MAY_CYCLES),
    GET("/dokumen/:id/banding/:lain", document_compare_get, MAY_CYCLES),
    GET("/sop", sop_list_get, MAY_CYCLES),
    GET("/sop/@kode", sop_get, MAY_CYCLES),
    GET("/sop/@kode/cetak", sop_print_get, MAY_CYCLES),
    POST("/sop/@kode/identitas", sop_paper_post, MAY_CYCLES),
    GET("/verifikasi/@kode", verify_get, PUBLIC),
    {.method = HTTP_POST, .pattern = "/verifikasi/@kode", .post = verify_post, .permission = PUBLIC, .body_limit = VERIFY_BODY},
    GET("/panduan", guide_index_get, PUBLIC),
    GET("/panduan/@bab", guide_chapter_get, PUBLIC),
    GET("/tentang", about_get, PUBLIC),
    /* the steps of a cycle */
    GET("/siklus/:id/langkah/:no", step_get, MAY_CYCLES),
    GET("/siklus/:id/langkah/:no/pratinjau", step_preview_get, MAY_CYCLES),
    {.method = HTTP_POST, .pattern = "/siklus/:id/langkah/:no/@aksi", .post = step_post, .permission = MAY_CYCLES, .body_limit = STEP_BODY_LIMIT},
    GET("/berkas/:id", step_file_get, MAY_CYCLES),
};
const size_t n_routes = LEN(routes);
