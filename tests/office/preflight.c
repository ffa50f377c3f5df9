/* preflight TAKAR STORY...: every kind of document as PDF/A-1b, and every document that whole cycles issue, signed ones too, judged by Apache
 * PDFBox and by qpdf. Ends with 77 (skipped) where Java or PDFBox is not
 * installed (Debian: default-jre-headless
 * libpdfbox2-java libcommons-io-java libactivation-java libjaxb-api-java). */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "../unit/samples.h"
#include "../unit/pki.h"
#include "document/pdfa.h"
#include "sign/pdf_sign.h"
#include "steps/agreement.h"

static const instant AT = {1767582900};
/* What preflight needs of the jars in /usr/share/java; the last two are the Java parts that newer Java leaves out. */
static const char *const JARS[] = {"preflight", "pdfbox2", "fontbox2", "xmpbox", "commons-logging", "commons-io", "javax.activation", "jaxb-api"};

static void write_file(const char *path, str bytes) {
  FILE *f = fopen(path, "wb");
  ENSURE(f && fwrite(bytes.p, 1, bytes.n, f) == bytes.n && fclose(f) == 0);
}

static bool make(const char *dir) {
  for (size_t i = 0; i < LEN(SAMPLES); i++) {
    arena *a = arena_new((size_t)128 << 20);
    doc *d = SAMPLES[i].build(a);
    str own, bytes;
    err e = doc_pdf(a, d, AT, &own);
    if (!e) e = doc_pdfa(a, own, doc_pdfa_meta(d, AT), &bytes);
    if (e) return fprintf(stderr, "%s: %.*s\n", SAMPLES[i].name, STR_ARG(e->cause)), false;
    write_file(str_z(a, str_fmt(a, "%s/%s.pdf", dir, SAMPLES[i].name)), bytes);
    arena_free(a);
  }
  return true;
}

/* One party in its field, with a timestamp and the answer of the issuer. */
static err sign(arena *a, pki *p, enum pki_who who, const char *field, str *pdf) {
  signer *s;
  doc_stamp mark = {.position = S("CAMAT CONTOH"), .name = S("Contoh Camat"), .nip = S("-"), .qr = S("https://contoh.go.id/verifikasi/abc")};
  pdf_evidence e = {0};
  str root = pki_cert(p, PKI_COUNT);
  TRY(signer_open(a, pki_p12(p, who), str_z(a, S(PKI_PASSWORD)), &s));
  TRY(pdf_sign_with(a, *pdf, &(pdf_field){.name = signer_name(s), .at = AT, .mark = &mark, .into = str_of(field)}, s, pki_stamp, p, pdf));
  LIST_ADD(a, &e.certs, root);
  LIST_ADD(a, &e.ocsps, pki_ocsp(p, revocation_question(a, pki_cert(p, who), root), (pki_answer){.until = "20400101000000Z"}));
  return pdf_sign_evidence(a, *pdf, &e, pdf);
}

/* An agreement with the signatures of both parties, all that keeps them checkable, and a timestamp over it. */
static err make_agreement(arena *a, const char *dir) {
  pki *p = pki_new(a);
  str pdf;
  TRY(agreement_pdf(a, sample_agreement(a), AT, &pdf));
  write_file(str_z(a, str_fmt(a, "%s/agreement-fields.pdf", dir)), pdf);
  TRY(sign(a, p, PKI_CAMAT, "PihakPertama", &pdf));
  TRY(sign(a, p, PKI_SEKRETARIS, "PihakKedua", &pdf));
  TRY(pdf_sign_timestamp(a, pdf, pki_stamp, p, &pdf));
  write_file(str_z(a, str_fmt(a, "%s/agreement-signed.pdf", dir)), pdf);
  return NULL;
}

static bool make_signed(const char *dir) {
  arena *a = arena_new((size_t)128 << 20);
  err e = make_agreement(a, dir);
  if (e) fprintf(stderr, "agreement: %.*s %.*s\n", STR_ARG(e->user), STR_ARG(e->cause));
  arena_free(a);
  return !e;
}

/* The number that a command prints. */
static long number_from(const char *command) {
  char line[64] = "";
  FILE *f = popen(command, "r");
  if (!f || !fgets(line, sizeof line, f)) line[0] = 0;
  if (f) pclose(f);
  return strtol(line, NULL, 10);
}

static bool class_path(char path[static 1000]) {
  size_t n = 0;
  for (size_t i = 0; i < LEN(JARS); i++) {
    n += (size_t)snprintf(path + n, 1000 - n, "/usr/share/java/%s.jar", JARS[i]);
    char *name = path + n;
    while (name > path && name[-1] != ':') name--;
    if (access(name, R_OK) != 0) return false;
    n += (size_t)snprintf(path + n, 1000 - n, ":");
  }
  return true;
}

/* What the stories issue, as cycles of its own: "1-05-draft_1-1.pdf". */
static bool play(const char *dir, const char *takar, char **stories) {
  char command[1000];
  for (int i = 0; stories[i]; i++) {
    snprintf(command, sizeof command, "%s scenario %s --out %s/out%d >&2 && for f in %s/out%d/*/*.pdf; do mv \"$f\" %s/%d-$(basename \"$f\") || exit 1; done", takar,
             stories[i], dir, i, dir, i, dir, i);
    if (system(command) != 0) return fprintf(stderr, "%s: not played\n", stories[i]), false;
  }
  return true;
}

static bool judged(const char *dir, const char *path) {
  char command[2000];
  snprintf(command, sizeof command, "ls %s/*.pdf | wc -l", dir);
  long all = number_from(command);
  snprintf(command, sizeof command, "cd %s && ls *.pdf >list && java -cp %s org.apache.pdfbox.preflight.Validator_A1b xml group list >log 2>&1; "
                                    "grep '<details>' list.preflight.xml >&2; grep -o '<isValid[^<]*>true' list.preflight.xml | wc -l", dir, path);
  long valid = number_from(command);
  printf("%ld of %ld are PDF/A-1b for PDFBox\n", valid, all);
  snprintf(command, sizeof command, "! command -v qpdf >/dev/null || (for f in %s/*.pdf; do qpdf --check \"$f\" >/dev/null || exit 1; done)", dir);
  return valid == all && all > (long)LEN(SAMPLES) && system(command) == 0;
}

int main(int argc, char **argv) {
  char dir[] = "/tmp/takar-preflight-XXXXXX", command[200], path[1000];
  if (system("command -v java >/dev/null 2>&1") != 0 || !class_path(path)) return 77;
  if (!mkdtemp(dir)) return 1;
  bool good = argc > 2 && make(dir) && make_signed(dir) && play(dir, argv[1], argv + 2) && judged(dir, path);
  snprintf(command, sizeof command, "rm -r %s", dir);
  return system(command) == 0 && good ? 0 : 1;
}
