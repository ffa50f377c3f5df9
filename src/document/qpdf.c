#include "qpdf.h"

#include <dlfcn.h>
#include <pthread.h>

static struct {
  bool there;
  qpdf_calls calls;
} lib;
static pthread_once_t once = PTHREAD_ONCE_INIT;

static void load(void) {
  void *handle = dlopen("libqpdf.so.29", RTLD_NOW | RTLD_LOCAL);
  bool all = handle != NULL;
#define X(name) \
  if (all) *(void **)&lib.calls.name = dlsym(handle, "qpdf_" #name); \
  all = all && lib.calls.name;
  QPDF_CALLS(X)
#undef X
  lib.there = all;
}

const qpdf_calls *qpdf_lib(void) {
  pthread_once(&once, load);
  return lib.there ? &lib.calls : NULL;
}
