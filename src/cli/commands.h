/* commands: one function per command of the program; each reads its own arguments and gives the exit status. */
#ifndef TAKAR_CLI_COMMANDS_H
#define TAKAR_CLI_COMMANDS_H

/* name, function, usage, what it does (Indonesian) */
#define COMMANDS(X)                                                                                                         \
  X("serve", cli_serve, "[--data DIR | --database TEMPAT] [--listen ALAMAT:PORT] [--demo] [--proxied] [--quiet] [--open-metrics] [--no-sandbox]", "menjalankan Takar") \
  X("init", cli_init, "--data DIR --daerah KODE --nama-daerah NAMA --pemerintah NAMA --login AKUN [--roots AKAR.pem]",         \
    "menyiapkan pemasangan baru dan administrator pertamanya")                                                              \
  X("scenario", cli_scenario, "BERKAS.yaml [--out DIR] [--data DIR | --database ALAMAT]", "memainkan siklus sebagai cerita, tanpa HTTP")         \
  X("sop", cli_sop, "check BERKAS | show BERKAS --format html|svg|text", "memeriksa atau menggambar SOP")                    \
  X("measure", cli_measure, "BERKAS.csv|BERKAS.xlsx [--sheet NAMA] [--rules BERKAS] [--format table|csv|json]", "mengukur tabel target dan realisasi") \
  X("copy", cli_transfer, "--from TEMPAT --to TEMPAT", "memindahkan seluruh isi ke basis data kosong lain, SQLite atau PostgreSQL")    \
  X("audit", cli_audit, "verify [--data DIR | --database TEMPAT]", "memeriksa semua rantai audit")                                               \
  X("verify", cli_verify, "BERKAS.zip|BERKAS.pdf [--roots AKAR.pem] [--explain]",                                              \
    "membuktikan paket arsip atau tanda tangan PDF, tanpa basis data dan tanpa jaringan")                                   \
  X("backup", cli_backup, "TUJUAN [--data DIR]", "membuat cadangan yang utuh dan terbukti, juga selagi server berjalan")                  \
  X("restore", cli_restore, "CADANGAN --data DIR", "memulihkan cadangan ke folder yang kosong")                             \
  X("check", cli_check, "[--data DIR | --database TEMPAT]", "memeriksa basis data, rantai, isi berkas, dan siklus; menyebut setiap kerusakan")   \
  X("migrate", cli_migrate, "[--data DIR] [--dry-run]", "menaikkan skema basis data, atau mencobanya pada salinan")         \
  X("routes", cli_routes, "--audit", "menulis tabel alamat dan izinnya")
#define X(name, fn, usage, what) int fn(int argc, char **argv);
COMMANDS(X)
#undef X
#endif
