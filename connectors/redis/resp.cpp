// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/redis/resp.h"

#include <hiredis/hiredis.h>
#include <hiredis/read.h>

namespace surgedeck {

namespace {

constexpr qsizetype mostBytes = 8'388'608;
constexpr int mostElements = 100'000;
constexpr std::size_t longestLine = 65'536;

Error tooMuch(const QString &what)
{
    return {Error::Kind::Protocol, QStringLiteral("the answer is beyond all bounds: %1").arg(what)};
}

/// What stands at the start of an answer that is none, for a person: at most 40 printable characters.
QString shown(const QByteArray &bytes)
{
    QString text;
    for (const char c : bytes.left(40))
        text += c >= ' ' && c <= '~' ? QLatin1Char(c) : QLatin1Char('.');
    return text;
}

} // namespace

struct RespReader::Library
{
    struct Free
    {
        void operator()(redisReader *reader) const { redisReaderFree(reader); }
    };

    redisReplyObjectFunctions functions{makeText, makeArray, makeInteger, makeNil, release};
    std::unique_ptr<redisReader, Free> reader{redisReaderCreateWithFunctions(&functions)};
    QByteArray first; ///< start of the reply in hand, to be shown when it is none
    qsizetype bytes = 0;
    int elements = 0;
    bool tooMany = false;

    Library() { reader->privdata = this; }

    // hiredis calls these for every element; nullptr ends the parse. Items of an array are made with it, so that the
    // addresses which hiredis keeps for the elements in hand stay good.
    static RespValue *place(const redisReadTask *task)
    {
        if (!task->parent)
            return new RespValue;
        auto *array = static_cast<RespValue *>(task->parent->obj);
        return &array->items[static_cast<std::size_t>(task->idx)];
    }

    static void *makeText(const redisReadTask *task, char *text, std::size_t size)
    {
        RespValue *value = place(task);
        value->type = task->type == REDIS_REPLY_ERROR    ? RespValue::Type::Failure
                      : task->type == REDIS_REPLY_STATUS ? RespValue::Type::Word
                                                         : RespValue::Type::Text;
        value->text = QByteArray(text, static_cast<qsizetype>(size));
        return value;
    }

    static void *makeArray(const redisReadTask *task, int count)
    {
        auto *self = static_cast<Library *>(task->privdata);
        if (count < 0 || count > mostElements - self->elements) {
            self->tooMany = true;
            return nullptr;
        }
        self->elements += count;
        RespValue *value = place(task);
        value->type = RespValue::Type::List;
        value->items.resize(static_cast<std::size_t>(count));
        return value;
    }

    static void *makeInteger(const redisReadTask *task, long long integer)
    {
        RespValue *value = place(task);
        value->type = RespValue::Type::Integer;
        value->integer = integer;
        return value;
    }

    static void *makeNil(const redisReadTask *task) { return place(task); }
    static void release(void *value) { delete static_cast<RespValue *>(value); }

    /// hiredis would wait for whatever length a bulk string or a line claims to have.
    Status checkAnnounced() const
    {
        if (reader->ridx < 0 || reader->pos >= reader->len)
            return ok();
        const auto left = reader->len - reader->pos;
        const int type = reader->rstack[reader->ridx].type;
        if (type == REDIS_REPLY_STRING) {
            if (std::strtoll(reader->buf + reader->pos, nullptr, 10) > mostBytes)
                return tooMuch(QStringLiteral("a text of more than 8 MB is announced"));
        } else if (left > longestLine) {
            return tooMuch(QStringLiteral("a line without end"));
        }
        return ok();
    }

    Error failure() const
    {
        if (tooMany)
            return tooMuch(QStringLiteral("more than 100,000 elements"));
        const QString reason = QString::fromLatin1(reader->errstr);
        return {Error::Kind::Protocol,
                QStringLiteral("the peer does not speak the Redis protocol (%1): '%2'").arg(reason, shown(first))};
    }
};

RespReader::RespReader()
    : m_library(std::make_unique<Library>())
{
}

RespReader::~RespReader() = default;

Status RespReader::feed(QByteArrayView bytes)
{
    m_library->bytes += bytes.size();
    if (m_library->bytes > mostBytes)
        return tooMuch(QStringLiteral("more than 8 MB"));
    if (m_library->first.size() < 40)
        m_library->first.append(bytes.first(std::min<qsizetype>(bytes.size(), 40)));
    if (redisReaderFeed(m_library->reader.get(), bytes.data(), static_cast<std::size_t>(bytes.size())) != REDIS_OK)
        return m_library->failure();
    return ok();
}

Result<std::optional<RespValue>> RespReader::next()
{
    void *raw = nullptr;
    if (redisReaderGetReply(m_library->reader.get(), &raw) != REDIS_OK)
        return m_library->failure();
    if (!raw) {
        SURGEDECK_CHECK(m_library->checkAnnounced());
        return std::optional<RespValue>();
    }
    const std::unique_ptr<RespValue> value(static_cast<RespValue *>(raw));
    m_library->bytes = 0;
    m_library->elements = 0;
    m_library->first.clear();
    return std::optional(std::move(*value));
}

QByteArray respCommand(const QByteArrayList &arguments)
{
    std::vector<const char *> texts;
    std::vector<std::size_t> lengths;
    for (const QByteArray &argument : arguments) {
        texts.push_back(argument.constData());
        lengths.push_back(static_cast<std::size_t>(argument.size()));
    }
    char *made = nullptr;
    const int size = redisFormatCommandArgv(&made, static_cast<int>(texts.size()), texts.data(), lengths.data());
    QByteArray bytes(made, std::max(size, 0));
    redisFreeCommand(made);
    return bytes;
}

} // namespace surgedeck
