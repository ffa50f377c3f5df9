/* verify_bundle: whether a bundle (pack.h) still is what was written, from its bytes alone.
 *
 * Checked: the seal of the archive; that manifest, SHA256SUMS and contents agree and nothing is missing or added; every link of the audit
 * chain, computed again, up to the head in the manifest; that the heads recorded with documents lie on it; that frozen documents, certified
 * PDFs and files are those the chain speaks of; that the tables name just the files that are there; signatures inside
 * PDFs; that manifest, table, chain and PDFs say the same of how each document is signed.
 * Files are unpacked piece by piece; whole ones are held one at a time, so memory follows the largest of them and the number of names, not the
 * size of the bundle. What it cannot know is said by bundle_report_text: a bundle made wholly anew agrees with itself.
 */
#ifndef TAKAR_SIGN_VERIFY_BUNDLE_H
#define TAKAR_SIGN_VERIFY_BUNDLE_H
#include "base/err.h"
#include "mode.h"
#include "revocation.h"

/* name, word before the file (Indonesian) */
#define BUNDLE_FAULTS(X)               \
  X(ALTERED, "DIUBAH")                 \
  X(MISSING, "HILANG")                 \
  X(ADDED, "DITAMBAHKAN")              \
  X(CHAIN, "RANTAI JEJAK PUTUS")       \
  X(DISAGREES, "TIDAK COCOK")          \
  X(SIGNATURE, "TANDA TANGAN TIDAK SAH") \
  X(WRAPPING, "BUNGKUS ARSIP BERUBAH")
enum bundle_fault_kind {
#define X(name, word) BUNDLE_##name,
  BUNDLE_FAULTS(X)
#undef X
};

typedef struct bundle_fault {
  enum bundle_fault_kind kind;
  str what, reason; /* a file or "entri 12"; Indonesian */
} bundle_fault;

/* One signature of a document, as manifest.json says; certificate empty but for those in the PDF. n: its place in the order, from 1. mode: as the
 * installation recorded it; judged: as this check finds it, certified only where the roots that were given end its chain. */
typedef struct bundle_signed { str path, by, certificate; int64_t n; enum sign_mode mode, judged; revocation revocation; } bundle_signed;

typedef struct bundle_report {
  LIST(bundle_fault) faults;        /* none: everything holds */
  str office, sop, head;            /* as the manifest says; absent when it cannot be read */
  int64_t year, quarter;
  bool running;
  LIST(bundle_signed) signed_;
  size_t files, documents, entries, heads, figures, findings, signatures;
} bundle_report;

/* roots: PEM, to judge the certificates of signatures inside PDFs; absent: only their integrity is. ERR_INPUT for what is no bundle at all,
 * ERR_LIMIT for one beyond 256 GiB unpacked or 200,000 files. */
MUST_CHECK err bundle_verify(arena *a, str bytes, str roots, bundle_report *out);
MUST_CHECK err bundle_verify_at(arena *a, str path, str roots, bundle_report *out);
/* Lines for the terminal (Indonesian). `explain`: also what was checked, what a fault means and what remains unknown. */
str bundle_report_text(arena *a, const bundle_report *r, bool explain);
#endif
