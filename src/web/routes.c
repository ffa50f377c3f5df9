#include "web/routes.h"

#include "web/assets.h"
#include "web/held.h"
#include "web/pages/achievement.h"
#include "web/pages/admin.h"
#include "web/pages/calendar.h"
#include "web/pages/certificate.h"
#include "web/pages/cycle.h"
#include "web/pages/cycles.h"
#include "web/pages/data.h"
#include "web/pages/document.h"
#include "web/pages/exports.h"
#include "web/pages/figure.h"
#include "web/pages/guide.h"
#include "web/pages/home.h"
#include "web/pages/inspect.h"
#include "web/pages/health.h"
#include "web/pages/intake.h"
#include "web/pages/rules.h"
#include "web/pages/session.h"
#include "web/pages/sop.h"
#include "web/pages/trail.h"
#include "web/pages/verify.h"
#include "web/pages/step.h"

static err asset_get(const get_ctx *cx, request *rq, response *rs) {
  (void)cx;
  return asset_serve(rq, request_code(rq, S("berkas")), rs) ? NULL : ERR(rq->a, NOT_FOUND, "Halaman ini tidak ada.");
}

enum { UPLOAD_BODY = 1200 * 1024, CREST_BODY = 2200 * 1024 }; /* a table or an SOP with its form */
#define GET(pattern_, fn, who) {.method = HTTP_GET, .pattern = pattern_, .get = fn, .permission = who}
#define POST(pattern_, fn, who) {.method = HTTP_POST, .pattern = pattern_, .post = fn, .permission = who}

const route routes[] = {
    {.method = HTTP_GET, .pattern = "/aset/@berkas", .get = asset_get, .permission = PUBLIC, .way = AT_ONCE},
    {.method = HTTP_GET, .pattern = "/healthz", .get = health_get, .permission = PUBLIC, .way = AT_ONCE},
    GET("/readyz", ready_get, PUBLIC),
    GET("/metrics", metrics_get, PUBLIC), /* of this machine only, see there */
    GET("/masuk", login_get, PUBLIC),
    {.method = HTTP_POST, .pattern = "/masuk", .post = login_post, .permission = PUBLIC, .body_limit = HELD_BODY},
    POST("/keluar", logout_post, SIGNED_IN),
    GET("/sandi", password_get, SIGNED_IN),
    POST("/sandi", password_post, SIGNED_IN),
    GET("/sertifikat", certificate_get, SIGNED_IN),
    {.method = HTTP_POST, .pattern = "/sertifikat", .post = certificate_post, .permission = SIGNED_IN, .body_limit = CERTIFICATE_BODY},
    POST("/sertifikat/hapus", certificate_drop_post, SIGNED_IN),

    {.method = HTTP_GET, .pattern = "/", .get = home_get, .permission = MAY_CYCLES, .way = QUICK},

    /* Cycles: where they stand, their documents and their trail. */
    GET("/siklus", cycles_get, MAY_CYCLES),
    GET("/siklus/baru", begin_get, MAY_CYCLES),
    POST("/siklus/baru", begin_post, MAY_CYCLES),
    GET("/siklus/:id", cycle_get, MAY_CYCLES),
    GET("/siklus/:id/jejak", trail_get, MAY_CYCLES),
    GET("/siklus/:id/angka/:indikator", figure_get, MAY_CYCLES),
    GET("/siklus/:id/lembar-sop", cycle_sheet_get, MAY_CYCLES),
    GET("/siklus/:id/bundel", cycle_bundle_get, MAY_CYCLES),
    GET("/siklus/:id/ekspor/@berkas", cycle_export_get, MAY_CYCLES),
    GET("/siklus/:id/lembar-kerja", figures_sheet_get, MAY_CYCLES),
    {.method = HTTP_POST, .pattern = "/siklus/:id/lembar-kerja", .post = figures_sheet_post, .permission = MAY_CYCLES, .body_limit = INTAKE_BODY},
    GET("/siklus/:id/lembar-kerja/templat.xlsx", figures_template_get, MAY_CYCLES),
    GET("/dokumen/:id", document_get, MAY_CYCLES),
    GET("/dokumen/:id/pdf", document_pdf_get, MAY_CYCLES),
    {.method = HTTP_POST, .pattern = "/dokumen/:id/tandatangan", .post = document_sign_post, .permission = MAY_CYCLES, .body_limit = CERTIFICATE_BODY},
    GET("/dokumen/:id/docx", document_docx_get, MAY_CYCLES),
    GET("/siklus/:id/banding", document_compare_get, MAY_CYCLES),
    GET("/siklus/:id/banding/pdf", document_compare_pdf_get, MAY_CYCLES),
    GET("/sop", sop_list_get, MAY_CYCLES),
    GET("/sop/@kode", sop_get, MAY_CYCLES),
    GET("/sop/@kode/cetak", sop_print_get, MAY_CYCLES),
    POST("/sop/@kode/identitas", sop_paper_post, MAY_CYCLES),
    GET("/verifikasi", verify_index_get, PUBLIC),
    GET("/verifikasi/@kode", verify_get, PUBLIC),
    {.method = HTTP_POST, .pattern = "/verifikasi/@kode", .post = verify_post, .permission = PUBLIC, .body_limit = VERIFY_BODY},
    GET("/panduan", guide_index_get, PUBLIC),
    GET("/panduan/@bab", guide_chapter_get, PUBLIC),
    GET("/tentang", about_get, PUBLIC),

    /* Working time of the office. Who may change which table is decided below (cycle/worktime.h). */
    GET("/kalender", calendar_get, MAY_CYCLES),
    GET("/kalender/ekspor", calendar_export_get, MAY_CYCLES),
    GET("/kalender/libur", day_off_get, MAY_CYCLES),
    POST("/kalender/libur", day_off_post, MAY_CYCLES),
    POST("/kalender/libur/hapus", day_off_remove_post, MAY_CYCLES),
    GET("/kalender/impor", days_import_get, MAY_CYCLES),
    {.method = HTTP_POST, .pattern = "/kalender/impor", .post = days_import_post, .permission = MAY_CYCLES, .body_limit = UPLOAD_BODY},
    GET("/kalender/ramadan", ramadan_get, MAY_CYCLES),
    POST("/kalender/ramadan", ramadan_post, MAY_CYCLES),
    POST("/kalender/ramadan/hapus", ramadan_remove_post, MAY_CYCLES),
    GET("/kalender/jam/biasa", hours_get, MAY_CYCLES),
    POST("/kalender/jam/biasa", hours_post, MAY_CYCLES),
    GET("/kalender/jam/ramadan", hours_get, MAY_CYCLES),
    POST("/kalender/jam/ramadan", hours_post, MAY_CYCLES),

    /* Objectives, indicators, targets and budgets. Who may change them: performance/plan_edit.h. */
    GET("/kinerja", achievement_get, MAY_CYCLES),
    GET("/data", data_get, MAY_CYCLES),
    POST("/data/salin", data_copy_post, MAY_CYCLES),
    POST("/data/kunci", data_lock_post, MAY_CYCLES),
    POST("/data/buka", unlock_post, MAY_ADMIN),
    GET("/data/ekspor/@berkas", data_export_get, MAY_CYCLES),
    GET("/data/templat/rencana.xlsx", plan_template_get, MAY_CYCLES),
    GET("/data/masuk", intakes_get, MAY_CYCLES),
    {.method = HTTP_POST, .pattern = "/data/masuk", .post = intakes_post, .permission = MAY_CYCLES, .body_limit = INTAKE_BODY},
    GET("/data/masuk/:id", intake_page_get, MAY_CYCLES),
    POST("/data/masuk/:id/kolom", intake_columns_post, MAY_CYCLES),
    GET("/data/masuk/:id/berkas", intake_file_get, MAY_CYCLES),
    GET("/data/target", targets_get, MAY_CYCLES),
    {.method = HTTP_POST, .pattern = "/data/target", .post = targets_post, .permission = MAY_CYCLES, .body_limit = UPLOAD_BODY},
    GET("/data/aturan", rules_get, MAY_CYCLES),
    POST("/data/aturan", rules_post, MAY_CYCLES),
    GET("/data/sasaran/baru", objective_new_get, MAY_CYCLES),
    POST("/data/sasaran/baru", objective_new_post, MAY_CYCLES),
    GET("/data/sasaran/:id", objective_get, MAY_CYCLES),
    POST("/data/sasaran/:id", objective_post, MAY_CYCLES),
    POST("/data/sasaran/:id/hapus", objective_remove_post, MAY_CYCLES),
    GET("/data/indikator/baru", indicator_new_get, MAY_CYCLES),
    POST("/data/indikator/baru", indicator_new_post, MAY_CYCLES),
    GET("/data/indikator/:id", indicator_get, MAY_CYCLES),
    GET("/data/indikator/:id/ubah", indicator_edit_get, MAY_CYCLES),
    POST("/data/indikator/:id/ubah", indicator_edit_post, MAY_CYCLES),
    POST("/data/indikator/:id/hapus", indicator_remove_post, MAY_CYCLES),
    GET("/data/anggaran", budget_get, MAY_CYCLES),
    POST("/data/anggaran", budget_post, MAY_CYCLES),
    POST("/data/anggaran/hapus", budget_remove_post, MAY_CYCLES),

    GET("/data/perjanjian", agreement_get, MAY_CYCLES),
    POST("/data/perjanjian", agreement_post, MAY_CYCLES),
    GET("/data/perjanjian/pdf", agreement_pdf_get, MAY_CYCLES),
    GET("/data/perjanjian/docx", agreement_docx_get, MAY_CYCLES),

    /* The Inspektorat. */
    GET("/periksa", matrix_get, MAY_INSPECT),
    GET("/periksa/register", register_get, MAY_INSPECT),
    GET("/periksa/capaian", region_achievement_get, MAY_INSPECT),

    /* Administration. A Sekretaris enters Plt. and Plh. of the own office, so those are decided below (office/manage.h). */
    GET("/administrasi", admin_get, MAY_ADMIN),
    GET("/administrasi/jejak", chains_get, MAY_ADMIN),
    GET("/administrasi/alamat", address_get, MAY_ADMIN),
    POST("/administrasi/alamat", address_post, MAY_ADMIN),
    GET("/administrasi/penerbit", roots_get, MAY_ADMIN),
    {.method = HTTP_POST, .pattern = "/administrasi/penerbit", .post = roots_post, .permission = MAY_ADMIN, .body_limit = UPLOAD_BODY},
    GET("/administrasi/layanan", services_get, MAY_ADMIN),
    POST("/administrasi/layanan", services_post, MAY_ADMIN),
    GET("/administrasi/kantor/:id/layanan", office_services_get, MAY_ADMIN),
    POST("/administrasi/kantor/:id/layanan", office_services_post, MAY_ADMIN),
    GET("/administrasi/sop", sops_get, MAY_ADMIN),
    {.method = HTTP_POST, .pattern = "/administrasi/sop", .post = sops_post, .permission = MAY_ADMIN, .body_limit = UPLOAD_BODY},
    GET("/administrasi/sop/:id", adopt_get, MAY_ADMIN),
    POST("/administrasi/sop/:id", adopt_post, MAY_ADMIN),
    GET("/administrasi/kantor/baru", found_get, MAY_ADMIN),
    POST("/administrasi/kantor/baru", found_post, MAY_ADMIN),
    GET("/administrasi/kantor/:id", admin_office_get, MAY_ADMIN),
    POST("/administrasi/kantor/:id", admin_office_post, MAY_ADMIN),
    GET("/administrasi/kantor/:id/lambang", crest_get, MAY_ADMIN),
    {.method = HTTP_POST, .pattern = "/administrasi/kantor/:id/lambang", .post = crest_post, .permission = MAY_ADMIN, .body_limit = CREST_BODY},
    POST("/administrasi/kantor/:id/lambang/hapus", crest_remove_post, MAY_ADMIN),
    GET("/administrasi/kantor/:id/jabatan", positions_get, MAY_ADMIN),
    GET("/administrasi/kantor/:id/jabatan/baru", position_new_get, MAY_ADMIN),
    POST("/administrasi/kantor/:id/jabatan/baru", position_new_post, MAY_ADMIN),
    GET("/administrasi/kantor/:id/jabatan/:jabatan", position_get, MAY_ADMIN),
    POST("/administrasi/kantor/:id/jabatan/:jabatan", position_post, MAY_ADMIN),
    GET("/administrasi/kantor/:id/pegawai", staff_get, MAY_ADMIN),
    GET("/administrasi/kantor/:id/pegawai/baru", person_new_get, MAY_ADMIN),
    POST("/administrasi/kantor/:id/pegawai/baru", person_new_post, MAY_ADMIN),
    GET("/administrasi/kantor/:id/pegawai/:orang", person_get, MAY_ADMIN),
    POST("/administrasi/kantor/:id/pegawai/:orang", person_post, MAY_ADMIN),
    POST("/administrasi/kantor/:id/pegawai/:orang/akun", account_open_post, MAY_ADMIN),
    POST("/administrasi/kantor/:id/pegawai/:orang/akun/sandi", account_reset_post, MAY_ADMIN),
    POST("/administrasi/kantor/:id/pegawai/:orang/akun/aktifkan", account_switch_post, MAY_ADMIN),
    POST("/administrasi/kantor/:id/pegawai/:orang/akun/nonaktifkan", account_switch_post, MAY_ADMIN),
    GET("/administrasi/kantor/:id/sop", office_sops_get, MAY_ADMIN),
    GET("/administrasi/kantor/:id/sop/:sop", lanes_get, MAY_ADMIN),
    POST("/administrasi/kantor/:id/sop/:sop", lanes_post, MAY_ADMIN),
    GET("/administrasi/kantor/:id/surat", letters_get, MAY_ADMIN),
    GET("/administrasi/kantor/:id/surat/@jenis", letter_get, MAY_ADMIN),
    POST("/administrasi/kantor/:id/surat/@jenis", letter_post, MAY_ADMIN),
    GET("/penugasan", seats_home_get, MAY_CYCLES),
    GET("/administrasi/kantor/:id/penugasan", seats_get, MAY_CYCLES),
    GET("/administrasi/kantor/:id/penugasan/baru", seat_new_get, MAY_CYCLES),
    POST("/administrasi/kantor/:id/penugasan/baru", seat_new_post, MAY_CYCLES),
    GET("/administrasi/kantor/:id/penugasan/:tugas/akhiri", seat_end_get, MAY_CYCLES),
    POST("/administrasi/kantor/:id/penugasan/:tugas/akhiri", seat_end_post, MAY_CYCLES),
    /* the steps of a cycle */
    GET("/siklus/:id/langkah/:no", step_get, MAY_CYCLES),
    GET("/siklus/:id/langkah/:no/pratinjau", step_preview_get, MAY_CYCLES),
    {.method = HTTP_POST, .pattern = "/siklus/:id/langkah/:no/angka", .post = step_figures_post, .permission = MAY_CYCLES, .body_limit = STEP_BODY_LIMIT, .way = QUICK},
    {.method = HTTP_POST, .pattern = "/siklus/:id/langkah/:no/@aksi", .post = step_post, .permission = MAY_CYCLES, .body_limit = STEP_BODY_LIMIT},
    GET("/berkas/:id", step_file_get, MAY_CYCLES),
};
const size_t n_routes = LEN(routes);
