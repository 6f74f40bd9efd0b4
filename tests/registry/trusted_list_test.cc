#include "registry/publication/trusted_list.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "registry/publication/trusted_list_reader.h"
#include "tests/registry/registry_bench.h"

namespace kepsim {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

TrustedList SampleList(const Samples& samples) {
  AuthorityListing listing = SampleListing();
  listing.id.clear();  // the list has no place for it
  listing.successor_ogrn = "1027739113049";
  const TrustedList::Key key{samples.ca_key().public_key().Identifier(),
                             {"http://registry.test/crl/a.crl", "http://registry.test/crl/b.crl"},
                             {samples.Ca().der(), samples.Root().der()}};
  const TrustedList::Key other{samples.root_key().public_key().Identifier(), {}, {samples.Root().der()}};
  return {16326,
          SampleTime("2026-12-01T12:00:00.25Z"),
          {{listing,
            {key, other},
            {{Accreditation::kActive, SampleTime("2022-02-01T00:00:00Z")},
             {Accreditation::kSuspended, SampleTime("2026-10-01T00:00:00.000001Z")},
             {Accreditation::kTerminated, SampleTime("2026-11-01T00:00:00Z")}}}}};
}

void ExpectSame(const TrustedList& a, const TrustedList& b) {
  EXPECT_EQ(a.version, b.version);
  EXPECT_EQ(a.date, b.date);
  ASSERT_EQ(a.authorities.size(), b.authorities.size());
  for (size_t i = 0; i < a.authorities.size(); ++i) {
    EXPECT_EQ(a.authorities[i].listing, b.authorities[i].listing);
    EXPECT_EQ(a.authorities[i].keys, b.authorities[i].keys);
    const auto& left = a.authorities[i].history;
    const auto& right = b.authorities[i].history;
    ASSERT_EQ(left.size(), right.size());
    for (size_t j = 0; j < left.size(); ++j) {
      EXPECT_EQ(left[j].accreditation, right[j].accreditation);
      EXPECT_EQ(left[j].effective, right[j].effective);
    }
  }
}

TEST(TrustedList, ComesBackAsItWasWritten) {
  const TrustedList list = SampleList(Samples());
  const std::string xml = WriteTrustedList(list).value();
  EXPECT_THAT(xml, StartsWith("<?xml version=\"1.0\" encoding=\"UTF-8\"?>"));
  const auto read = ReadTrustedList(AsBytes(xml));
  ASSERT_TRUE(read.ok()) << read.status().message();
  ExpectSame(*read, list);
  ExpectSame(*ReadTrustedList(AsBytes(WriteTrustedList({1, list.date, {}}).value())), {1, list.date, {}});
}

TEST(TrustedList, HasTheWordsOfTheRealOne) {
  const Samples samples;
  const std::string xml = WriteTrustedList(SampleList(samples)).value();
  for (const char* part :
       {"<Версия>16326</Версия>", "<Код>77</Код>", "<Статус>Действует</Статус>",
        "<Статус>Приостановлена</Статус>", "<Статус>Прекращена</Статус>",
        "<ПериодДействияДо>2037-01-08T13:32:39Z</ПериодДействияДо>",
        "<ПолномочияПереданыУЦсОГРН>1027739113049</ПолномочияПереданыУЦсОГРН>", "&lt;УЦ&gt;"}) {
    EXPECT_THAT(xml, HasSubstr(part));
  }
  EXPECT_THAT(xml, HasSubstr("<Отпечаток>" + ToHex(samples.Ca().Sha1Thumbprint()) + "</Отпечаток>"));
  EXPECT_THAT(xml, HasSubstr("<ИдентификаторКлюча>" + ToHex(samples.ca_key().public_key().Identifier()) +
                             "</ИдентификаторКлюча>"));
}

TEST(TrustedList, ShowsWhatTheRegistryKnows) {
  RegistryBench bench;
  bench.AddAuthorities();
  ASSERT_TRUE(bench
                  .Run([&](Operation& operation) {
                    AuthorityListing never = SampleListing();
                    never.id = "never-accredited";
                    return bench.registry->authorities().AddAuthority(operation, never, {});
                  })
                  .ok());
  const auto list = ReadTrustedList(AsBytes(*bench.registry->TrustedListXml().value())).value();
  EXPECT_EQ(list.version, 2);
  ASSERT_EQ(list.authorities.size(), 1u);
  const auto& authority = list.authorities[0];
  EXPECT_EQ(authority.listing.ogrn, SampleListing().ogrn);
  ASSERT_EQ(authority.keys.size(), 1u);
  EXPECT_EQ(authority.keys[0].certificates, std::vector<Bytes>{bench.samples.Ca().der()});
  EXPECT_THAT(authority.keys[0].crl_urls,
              testing::ElementsAre(CrlUrl("http://registry.test/w/one", bench.CaKeyId())));
  EXPECT_EQ(CrlUrl("http://a", Bytes{0xAB, 0x01}), "http://a/crl/ab01.crl");

  ASSERT_TRUE(bench
                  .Run([&](Operation& operation) {
                    return bench.registry->authorities().SetAccreditation(operation, "azimut",
                                                                          Accreditation::kSuspended);
                  })
                  .ok());
  const auto next = ReadTrustedList(AsBytes(*bench.registry->TrustedListXml().value())).value();
  EXPECT_EQ(next.version, 3);
  EXPECT_EQ(next.authorities[0].history.back().accreditation, Accreditation::kSuspended);
}

constexpr char kHead[] =
    "<АккредитованныеУдостоверяющиеЦентры><Версия>1</Версия><Дата>2026-12-01T00:00:00Z</Дата>";
constexpr char kTail[] = "</АккредитованныеУдостоверяющиеЦентры>";

std::string Authority(const std::string& inside) {
  return std::string(kHead) + "<УдостоверяющийЦентр><Название>А</Название>" + inside +
         "</УдостоверяющийЦентр>" + kTail;
}
std::string State(const std::string& state, const std::string& since) {
  return "<СтатусАккредитации><Статус>" + state + "</Статус><ДействуетС>" + since +
         "</ДействуетС></СтатусАккредитации>";
}
std::string Key(const std::string& inside) {
  return State("Действует", "2022-01-01T00:00:00Z") +
         "<ПрограммноАппаратныеКомплексы><ПрограммноАппаратныйКомплекс><КлючиУполномоченныхЛиц><Ключ>" +
         inside +
         "</Ключ></КлючиУполномоченныхЛиц></ПрограммноАппаратныйКомплекс></ПрограммноАппаратныеКомплексы>";
}

TEST(TrustedListReader, TakesForeignLists) {
  // No zone, no history, a state of another word, an element that is not known, white space.
  const auto list = ReadTrustedList(
      AsBytes(Authority("<Новое><Ключ/></Новое>" + State(" Аннулирована\n", "2022-01-01T00:00:00"))));
  ASSERT_TRUE(list.ok()) << list.status().message();
  ASSERT_EQ(list->authorities.size(), 1u);
  ASSERT_EQ(list->authorities[0].history.size(), 1u);
  EXPECT_EQ(list->authorities[0].history[0].accreditation, Accreditation::kTerminated);
  EXPECT_EQ(list->authorities[0].history[0].effective, SampleTime("2022-01-01T00:00:00Z"));
}

TEST(TrustedListReader, RefusesWhatIsHostileOrBroken) {
  const std::string good = WriteTrustedList(SampleList(Samples())).value();
  std::string deep = kHead;
  for (int i = 0; i < 100'000; ++i) deep += "<a>";
  const struct {
    const char* name;
    std::string xml;
  } kCases[] = {
      {"empty", ""},
      {"no XML", "\xFF\xFE\x01"},
      {"truncated", good.substr(0, good.size() / 2)},
      {"two roots", good + "<a/>"},
      {"another root", "<СписокУЦ><Версия>1</Версия></СписокУЦ>"},
      {"bytes that are not UTF-8", std::string(kHead) + "\xC3\x28" + kTail},
      {"entity bomb",
       "<!DOCTYPE a [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;\">"
       "<!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;\"><!ENTITY d \"&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;\">]>" +
           Authority("<ЭлектроннаяПочта>&d;&d;&d;</ЭлектроннаяПочта>")},
      {"entity from a file", "<!DOCTYPE a [<!ENTITY a SYSTEM \"file:///etc/passwd\">]>" +
                                 Authority("<ЭлектроннаяПочта>&a;</ЭлектроннаяПочта>")},
      {"external DTD", "<!DOCTYPE a SYSTEM \"http://127.0.0.1:1/a.dtd\">" + std::string(kHead) + kTail},
      {"undeclared entity", Authority("<ЭлектроннаяПочта>&a;</ЭлектроннаяПочта>")},
      {"too deep", deep},
      {"no version",
       "<АккредитованныеУдостоверяющиеЦентры><Дата>2026-12-01T00:00:00Z</Дата>" + std::string(kTail)},
      {"version is no number",
       "<АккредитованныеУдостоверяющиеЦентры><Версия>1x</Версия><Дата>2026-12-01T00:00:00Z</Дата>" +
           std::string(kTail)},
      {"no state", Authority("")},
      {"unknown state", Authority(State("Хорошая", "2022-01-01T00:00:00Z"))},
      {"state since never", Authority(State("Действует", "вчера"))},
      {"key identifier is no hex", Authority(Key("<ИдентификаторКлюча>XY</ИдентификаторКлюча>"))},
      {"no key identifier", Authority(Key(""))},
      {"certificate is no base64",
       Authority(Key("<ИдентификаторКлюча>AB</ИдентификаторКлюча><Сертификаты><ДанныеСертификата>"
                     "<Данные>***</Данные></ДанныеСертификата></Сертификаты>"))},
      {"larger than the limit", std::string(kHead) + std::string(kLargestTrustedList, ' ') + kTail},
  };
  for (const auto& hostile : kCases) {
    EXPECT_EQ(ReadTrustedList(AsBytes(hostile.xml)).status().reason(), Reason::TRUSTED_LIST_MALFORMED)
        << hostile.name;
  }
}

// Whatever is cut out of a good list, the reader comes to an end, and never to more than was there.
TEST(TrustedListReader, WithstandsEveryCut) {
  const std::string good = WriteTrustedList(SampleList(Samples())).value();
  for (size_t at = 0; at < good.size(); at += 37) {
    EXPECT_FALSE(ReadTrustedList(AsBytes(good.substr(0, at))).ok()) << at;
    std::string mutated = good;
    mutated[at] ^= 0x20;
    (void)ReadTrustedList(AsBytes(mutated)).ok();
  }
}

}  // namespace
}  // namespace kepsim
