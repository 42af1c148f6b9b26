# SPDX-License-Identifier: GPL-3.0-or-later
# Options, warnings and the functions by which every target of the project is made.

option(SURGEDECK_TESTS "Build the tests" ON)
option(SURGEDECK_BENCH "Build the benches" OFF)
option(SURGEDECK_FUZZ "Make the fuzz targets fuzzers (clang), not tests" OFF)
option(SURGEDECK_PCH "Use precompiled headers" ON)
set(SURGEDECK_SANITIZE "" CACHE STRING "Sanitizers, as for -fsanitize=: address,undefined or thread")

find_program(SURGEDECK_CCACHE ccache)
if(SURGEDECK_CCACHE)
  # Precompiled headers need the two sloppiness settings, or ccache never hits.
  set(CMAKE_CXX_COMPILER_LAUNCHER
      ${CMAKE_COMMAND} -E env CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime
      ${SURGEDECK_CCACHE})
endif()
find_program(SURGEDECK_MOLD mold)
if(SURGEDECK_MOLD)
  add_link_options(-fuse-ld=mold)
endif()

if(SURGEDECK_SANITIZE)
  add_compile_options(-fsanitize=${SURGEDECK_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
  add_link_options(-fsanitize=${SURGEDECK_SANITIZE})
endif()

add_library(surgedeck_warnings INTERFACE)
target_compile_options(surgedeck_warnings INTERFACE -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wnon-virtual-dtor
                                                    -Werror $<$<CXX_COMPILER_ID:GNU>:-fpch-preprocess>)
# clang counts signs among conversions, g++ does not: one rule for both, or what one builds the other refuses.
if(CMAKE_CXX_COMPILER_ID STREQUAL "Clang")
  target_compile_options(surgedeck_warnings INTERFACE -Wno-sign-conversion)
endif()
# With optimisation g++ 12 takes its own inlined std::string and std::vector for copies out of bounds (GCC bugs 105329,
# 105651, 105762): false alarms that come and go with every change of a file. They
# must not stop somebody's build; the other presets keep every warning an error.
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
  target_compile_options(surgedeck_warnings INTERFACE
    "$<$<CONFIG:Release>:-Wno-restrict;-Wno-array-bounds;-Wno-stringop-overflow;-Wno-stringop-overread;-Wno-error>")
endif()
# Narrow strings never turn into QString by accident: every conversion names its encoding.
target_compile_definitions(surgedeck_warnings INTERFACE QT_NO_CAST_TO_ASCII QT_NO_FOREACH QT_NO_KEYWORDS
                                                        SURGEDECK_VERSION="${PROJECT_VERSION}")
if(CMAKE_BUILD_TYPE STREQUAL "Debug")
  target_compile_definitions(surgedeck_warnings INTERFACE _GLIBCXX_ASSERTIONS)
endif()

# surgedeck_library(NAME [PUBLIC targets] [PRIVATE targets] SOURCES...)
# Sources are found by pattern, so that a new file needs no edit of a list that everybody else edits too.
function(surgedeck_library name)
  cmake_parse_arguments(ARG "" "" "PUBLIC;PRIVATE;SOURCES;PCH" ${ARGN})
  # BUILD_SHARED_LIBS decides: what users run is one file; two hundred tests share the libraries instead of holding a copy
  # each, which is most of the time and nine tenths of the disk of a build with sanitizers.
  add_library(${name} ${ARG_SOURCES})
  if(BUILD_SHARED_LIBS AND CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    target_link_options(${name} PRIVATE -Wl,-z,defs) # a symbol of a higher layer is refused here, not in some program
  endif()
  target_include_directories(${name} PUBLIC ${CMAKE_SOURCE_DIR})
  # CMake 3.25 does not run moc again when only the list of files has grown: every configure makes it look.
  file(REMOVE ${CMAKE_CURRENT_BINARY_DIR}/${name}_autogen/timestamp)
  target_link_libraries(${name} PUBLIC ${ARG_PUBLIC} PRIVATE surgedeck_warnings ${ARG_PRIVATE})
  if(SURGEDECK_PCH AND ARG_PCH)
    target_precompile_headers(${name} PRIVATE ${ARG_PCH})
  endif()
endfunction()

# What every test finds in its environment. The tests' lab has its own ports; a demo may run beside it.
set(SURGEDECK_TEST_ENVIRONMENT
    "QT_QPA_PLATFORM=offscreen;QT_FONT_DPI=96;TZ=UTC;SURGEDECK_SOURCE=${CMAKE_SOURCE_DIR};SURGEDECK_BUILD=${CMAKE_BINARY_DIR}")
if(DEFINED ENV{SURGEDECK_LAB_BASE})
  list(APPEND SURGEDECK_TEST_ENVIRONMENT "SURGEDECK_LAB_BASE=$ENV{SURGEDECK_LAB_BASE}")
else()
  list(APPEND SURGEDECK_TEST_ENVIRONMENT "SURGEDECK_LAB_BASE=25000")
endif()

# surgedeck_test(NAME SOURCES... [LIBS targets] [TIMEOUT seconds] [LABELS labels])
# One executable and one ctest of that name; offscreen, bounded. With the label "live" the lab is started before it, and
# it has the lab for itself while it runs: such tests stop, fill and freeze servers.
function(surgedeck_test name)
  cmake_parse_arguments(ARG "" "TIMEOUT" "LIBS;LABELS" ${ARGN})
  add_executable(${name} ${ARG_UNPARSED_ARGUMENTS})
  target_link_libraries(${name} PRIVATE surgedeck_warnings surgedeck_test_support ${ARG_LIBS} Qt6::Test)
  add_test(NAME ${name} COMMAND ${name})
  if(NOT ARG_TIMEOUT)
    set(ARG_TIMEOUT 180) # ends what hangs; a machine that is busy with other things is no failure
  endif()
  set_tests_properties(${name} PROPERTIES TIMEOUT ${ARG_TIMEOUT} LABELS "${ARG_LABELS}"
                                          ENVIRONMENT "${SURGEDECK_TEST_ENVIRONMENT}")
  if("live" IN_LIST ARG_LABELS)
    set_tests_properties(${name} PROPERTIES FIXTURES_REQUIRED lab RESOURCE_LOCK lab)
  endif()
endfunction()
