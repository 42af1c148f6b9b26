// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/rules/template/value.h"

namespace surgedeck::rules::templates {

namespace {

struct TypeName
{
    std::string operator()(const Nothing &) const { return "<nil>"; }
    std::string operator()(bool) const { return "bool"; }
    std::string operator()(std::int64_t) const { return "int"; }
    std::string operator()(double) const { return "float64"; }
    std::string operator()(const std::string &) const { return "string"; }
    std::string operator()(const HtmlText &) const { return "template.HTML"; }
    std::string operator()(const std::shared_ptr<const StringMap> &) const { return "map[string]string"; }
    std::string operator()(const std::shared_ptr<const AnyMap> &) const { return "map[string]interface {}"; }
    std::string operator()(const std::shared_ptr<const SampleList> &) const { return "template.queryResult"; }
    std::string operator()(const SamplePointer &) const { return "*template.sample"; }
    std::string operator()(const TimeValue &) const { return "*time.Time"; }
    std::string operator()(const MonthValue &) const { return "time.Month"; }
    std::string operator()(const WeekdayValue &) const { return "time.Weekday"; }
    std::string operator()(const DurationValue &) const { return "*time.Duration"; }
    std::string operator()(const std::shared_ptr<const AlertData> &) const
    {
        return "struct { Labels map[string]string; ExternalLabels map[string]string; ExternalURL string; Value float64 "
               "}";
    }
};

struct Truth
{
    bool operator()(const Nothing &) const { return false; }
    bool operator()(bool value) const { return value; }
    bool operator()(std::int64_t value) const { return value != 0; }
    bool operator()(double value) const { return value != 0; } // NaN is true, as in Go
    bool operator()(const std::string &value) const { return !value.empty(); }
    bool operator()(const HtmlText &value) const { return !value.text.empty(); }
    bool operator()(const std::shared_ptr<const StringMap> &value) const { return !value->empty(); }
    bool operator()(const std::shared_ptr<const AnyMap> &value) const { return !value->entries.empty(); }
    bool operator()(const std::shared_ptr<const SampleList> &value) const { return !value->empty(); }
    bool operator()(const SamplePointer &value) const { return value != nullptr; }
    bool operator()(const TimeValue &) const { return true; }
    bool operator()(const MonthValue &value) const { return value.month != 0; }
    bool operator()(const WeekdayValue &value) const { return value.day != 0; }
    bool operator()(const DurationValue &) const { return true; }
    bool operator()(const std::shared_ptr<const AlertData> &) const { return true; }
};

} // namespace

std::string typeName(const Value &value)
{
    return std::visit(TypeName{}, value.held);
}

bool isTrue(const Value &value)
{
    return std::visit(Truth{}, value.held);
}

} // namespace surgedeck::rules::templates
