#include "web/routes.h"

#include "web/assets.h"
#include "web/pages/home.h"
#include "web/pages/session.h"
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

    /* the steps of a cycle */
    GET("/siklus/:id/langkah/:no", step_get, MAY_CYCLES),
    GET("/siklus/:id/langkah/:no/pratinjau", step_preview_get, MAY_CYCLES),
    {.method = HTTP_POST, .pattern = "/siklus/:id/langkah/:no/@aksi", .post = step_post, .permission = MAY_CYCLES, .body_limit = STEP_BODY_LIMIT},
    GET("/berkas/:id", step_file_get, MAY_CYCLES),
};
const size_t n_routes = LEN(routes);
