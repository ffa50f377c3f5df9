# The front door. Meson does the work; `make help` says what there is.
BUILD ?= build
DATA ?= data
PREFIX ?= /usr/local
LISTEN ?= 127.0.0.1:8080

.PHONY: help run build install deps test-deps test check bench bench-long format clean

help:
	@echo 'make run     pasang yang kurang, bangun, buat basis data contoh bila belum ada, dan jalankan di http://$(LISTEN)'
	@echo 'make install pasang program dan layanan systemd (DESTDIR dan PREFIX dihormati)'
	@echo 'make test    semua uji cepat: satuan, skenario, dokumen, halaman'
	@echo 'make check   uji lengkap, juga gangguan di setiap titik, dengan ASan+UBSan, dan clang'
	@echo 'make long    200 kali mati mendadak, beban penuh (lama)'
	@echo 'make bench   semua angka di README, sebagai perbandingan; make bench-long: tumbuh dan hari tenggat (sejam, 20 GB)'

run: build
	@./$(BUILD)/takar serve --data $(DATA) --listen $(LISTEN) --demo

build: deps
	@test -f $(BUILD)/build.ninja || meson setup $(BUILD) --buildtype=release >/dev/null
	@ninja -C $(BUILD) takar

install: build
	@meson configure $(BUILD) --prefix=$(PREFIX)
	@ninja -C $(BUILD) takar
	@DESTDIR=$(DESTDIR) meson install -C $(BUILD) --quiet --no-rebuild

deps:
	@tools/deps.sh run

test-deps:
	@tools/deps.sh test

test: test-deps
	@tests/run.sh $(BUILD)

check: test-deps
	@tests/run.sh --all $(BUILD)

# What goes wrong under a running server, for much longer: 200 kills, 12,000 connections, 100 uploads at once.
long: test-deps build
	@ninja -C $(BUILD) && meson test -C $(BUILD) --suite long --print-errorlogs

bench: test-deps build
	@bench/run.sh
	@bench/transitions.sh
	@bench/documents.sh

# Installations of 17, 628 and 7,285 offices, and a deadline day: 20 GB of disk and most of an hour.
bench-long: test-deps build
	@bench/growth.sh
	@bench/deadline.sh
	@bench/partition.sh

clean:
	rm -rf $(BUILD) build-asan build-clang
