// A natural person's documents between kepsim.v1 and the domain.
#pragma once

#include "ca/identity/documents.h"
#include "kepsim/v1/person.pb.h"

namespace kepsim {

PersonName Decode(const v1::PersonName& in);
void Encode(const PersonName& name, v1::PersonName* out);

// Of any request that has passport, snils, inn and address. Nothing is judged here: a date that is none comes
// out as a day that no calendar has, which CheckDocuments refuses under its field.
Passport Decode(const v1::Passport& in);
void Encode(const Passport& passport, v1::Passport* out);

template <class Message>
DocumentSet DecodeDocumentsOf(const Message& in) {
  DocumentSet documents;
  documents.passport = Decode(in.passport());
  documents.snils = {in.snils().number(), Decode(in.snils().name())};
  documents.inn = {in.inn().number(), Decode(in.inn().name())};
  documents.address = {in.address().state(), in.address().locality(), in.address().street()};
  return documents;
}

template <class Message>
void EncodeDocuments(const DocumentSet& documents, Message* out) {
  Encode(documents.passport, out->mutable_passport());
  out->mutable_snils()->set_number(documents.snils.number);
  if (!documents.snils.name.empty()) Encode(documents.snils.name, out->mutable_snils()->mutable_name());
  out->mutable_inn()->set_number(documents.inn.number);
  if (!documents.inn.name.empty()) Encode(documents.inn.name, out->mutable_inn()->mutable_name());
  out->mutable_address()->set_state(documents.address.state);
  out->mutable_address()->set_locality(documents.address.locality);
  out->mutable_address()->set_street(documents.address.street);
}

}  // namespace kepsim
