// The words of the trusted list's XML, shared by its writer and its reader (seen: domain.md §4).
#pragma once

#include "registry/verifier/registry_lookup.h"

namespace kepsim::tsl {

inline constexpr char kList[] = "АккредитованныеУдостоверяющиеЦентры";
inline constexpr char kVersion[] = "Версия";
inline constexpr char kDate[] = "Дата";
inline constexpr char kAuthority[] = "УдостоверяющийЦентр";
inline constexpr char kName[] = "Название";
inline constexpr char kEmail[] = "ЭлектроннаяПочта";
inline constexpr char kShortName[] = "КраткоеНазвание";
inline constexpr char kInfoUrl[] = "АдресСИнформациейПоУЦ";
inline constexpr char kRegistryUrl[] = "АдресСИнформациейПоРеестрамСертификатов";
inline constexpr char kAddress[] = "Адрес";
inline constexpr char kCountry[] = "Страна";
inline constexpr char kRegion[] = "Регион";
inline constexpr char kCode[] = "Код";
inline constexpr char kPostalCode[] = "Индекс";
inline constexpr char kStreet[] = "УлицаДом";
inline constexpr char kCity[] = "Город";
inline constexpr char kFacilities[] = "ПрограммноАппаратныеКомплексы";
inline constexpr char kFacility[] = "ПрограммноАппаратныйКомплекс";
inline constexpr char kAlias[] = "Псевдоним";
inline constexpr char kSecurityClass[] = "КлассСредствЭП";
inline constexpr char kTools[] = "СредстваУЦ";
inline constexpr char kKeys[] = "КлючиУполномоченныхЛиц";
inline constexpr char kKey[] = "Ключ";
inline constexpr char kKeyId[] = "ИдентификаторКлюча";
inline constexpr char kCrlUrls[] = "АдресаСписковОтзыва";
inline constexpr char kCertificates[] = "Сертификаты";
inline constexpr char kCertificate[] = "ДанныеСертификата";
inline constexpr char kThumbprint[] = "Отпечаток";
inline constexpr char kIssuer[] = "КемВыдан";
inline constexpr char kSubject[] = "КомуВыдан";
inline constexpr char kSerial[] = "СерийныйНомер";
inline constexpr char kNotBefore[] = "ПериодДействияС";
inline constexpr char kNotAfter[] = "ПериодДействияДо";
inline constexpr char kDer[] = "Данные";
inline constexpr char kInn[] = "ИНН";
inline constexpr char kOgrn[] = "ОГРН";
inline constexpr char kRegistryNumber[] = "РеестровыйНомер";
inline constexpr char kAccreditation[] = "СтатусАккредитации";
inline constexpr char kState[] = "Статус";
inline constexpr char kEffective[] = "ДействуетС";
inline constexpr char kHistory[] = "ИсторияСтатусовАккредитации";
inline constexpr char kSuccessor[] = "ПолномочияПереданыУЦсОГРН";

struct StateText {
  Accreditation accreditation;
  std::string_view text;
};
// The first of a state is what we write. «Приостановлена» from memory, the others seen: domain.md §4.
inline constexpr StateText kStates[] = {
    {Accreditation::kActive, "Действует"},
    {Accreditation::kSuspended, "Приостановлена"},
    {Accreditation::kTerminated, "Прекращена"},
    {Accreditation::kTerminated, "Аннулирована"},
};

}  // namespace kepsim::tsl
