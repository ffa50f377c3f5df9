#include "qpdf.h"

#include <dlfcn.h>
#include <pthread.h>

static qpdf_calls calls;
static bool there;
static pthread_once_t once = PTHREAD_ONCE_INIT;

static void load(void) {
  void *handle = dlopen("libqpdf.so.29", RTLD_NOW | RTLD_LOCAL);
  bool all = handle != NULL;
#define X(name) \
  if (all) *(void **)&calls.name = dlsym(handle, #name); \
  all = all && calls.name;
  QPDF_CALLS(X)
#undef X
  there = all;
}

const qpdf_calls *qpdf_library(void) {
  pthread_once(&once, load);
  return there ? &calls : NULL;
}
