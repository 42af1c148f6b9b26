// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <chrono>
#include <functional>
#include <memory>
#include <vector>

namespace surgedeck {

/// One thing that a scripted peer does with a connection.
struct PeerStep
{
    /// Takes from `received` what it understands (it may leave an incomplete rest) and returns what to answer.
    using Conversation = std::function<QByteArray(QByteArray &received)>;

    enum class Kind
    {
        Receive,
        Send,
        Drip,
        Flood,
        Converse,
        Hang,
        Reset
    };

    static PeerStep receive() { return {Kind::Receive, {}, {}, {}}; } ///< waits until anything came
    static PeerStep send(QByteArray bytes) { return {Kind::Send, std::move(bytes), {}, {}}; }
    static PeerStep drip(QByteArray bytes, std::chrono::milliseconds every) ///< byte by byte
    {
        return {Kind::Drip, std::move(bytes), every, {}};
    }
    static PeerStep flood(QByteArray bytes) { return {Kind::Flood, std::move(bytes), {}, {}}; } ///< again and again
    static PeerStep converse(Conversation talk)
    {
        return {Kind::Converse, {}, {}, std::move(talk)};
    }                                                             ///< until it closes
    static PeerStep hang() { return {Kind::Hang, {}, {}, {}}; }   ///< silent, open, until the other side closes
    static PeerStep reset() { return {Kind::Reset, {}, {}, {}}; } ///< closes with RST

    Kind kind;
    QByteArray bytes;
    std::chrono::milliseconds every{0};
    Conversation talk;
};

/// A TCP server on 127.0.0.1 that plays `script` to every connection, each on a thread of its own, and closes at its
/// end. For tests of what a connector does with a peer that misbehaves. Made, asked and destroyed on the test's thread;
/// a Conversation runs on the peer's threads.
class ScriptedPeer
{
public:
    explicit ScriptedPeer(std::vector<PeerStep> script);
    ~ScriptedPeer();
    ScriptedPeer(const ScriptedPeer &) = delete;
    ScriptedPeer &operator=(const ScriptedPeer &) = delete;

    quint16 port() const;
    QByteArray received() const; ///< on all connections, in order of arrival; at most 1 MB
    int connections() const;     ///< accepted so far
    qint64 bytesSent() const;

private:
    class Server;
    std::unique_ptr<Server> m_server;
};

} // namespace surgedeck
