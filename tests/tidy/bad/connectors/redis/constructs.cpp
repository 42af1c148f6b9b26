// SPDX-License-Identifier: GPL-3.0-or-later
#include <chrono>
#include <thread>
/* co_await in a comment */
const char *text = "catch (QThread::sleep) co_await"; // system("x")
task f()
{
    co_await g();                                      // expect: coroutine
    future.then([] {});                                // expect: future-then
    QFuture<int> later;                                // expect: future-then
    std::jthread worker;                               // expect: thread
    QThread *thread = nullptr;                         // expect: thread
    auto a = std::chrono::steady_clock::now();         // expect: clock
    auto b = QDateTime::currentDateTimeUtc();          // expect: clock
    auto c = time(nullptr);                            // expect: clock
    QElapsedTimer timer;                               // expect: clock
    auto d = std::chrono::system_clock::time_point();
    auto e = lifetime(nullptr);
    system("ls");                                      // expect: process
    QProcess process;                                  // expect: process
    peer.system(1);
    QNetworkAccessManager network;                     // expect: network-manager
    QXmlStreamReader reader;                           // expect: xml
    work.exec("SELECT 1");
    const auto big = 1'000'000;
    try {
    } catch (const std::exception &) {                 // expect: catch
    }
    try {
        throw;
    } catch (const std::bad_alloc &) {
    } catch (const std::exception &) {
    }
    try {
        std::rethrow_exception(std::current_exception());
    } catch (...) {
    }
    try {
        f();
    } catch (const std::exception &) {
        clean();
        throw;
    }
    try {
        f();
        throw;
    } catch (...) {                                    // expect: catch
        throw Other();
    }
    const auto raw = R"(catch (x) co_await "#ff0000")"; // expect: colour
}
