"""Exportable keys: the PFX is opened by programs that share no code with the server, with its password and as it was made."""

import tempfile
import unittest
from pathlib import Path

from judged import JudgedTest
from judges.algorithms import ALL, enum, verifies
from judges.objects import flipped
from support import Server

PASSWORD = "Пароль для PFX"
CIPHERS = ("GOST28147", "MAGMA_CTR_ACPKM", "KUZNYECHIK_CTR_ACPKM")


def opens(judge, cipher, algorithm):
    """What carrier.proto says of PfxCipher."""
    return verifies(judge, algorithm) and (judge.name != "gnutls" or cipher == "GOST28147")


class PfxTest(JudgedTest):

    def provision(self, world, **overrides):
        return world.provision.Provision(generated=True, until="PROVISION_UNTIL_ISSUED", overrides=overrides)

    def certificates(self, world, answer):
        """What must be inside: the holder's, its CA's, the root's."""
        chain = list(answer.chain_der)
        root = world.registry.GetTrustAnchors().roots_der[0]
        return [answer.certificate_der, *chain, *([] if root in chain else [root])]

    def test_opened_by_others(self):
        world = self.world()
        for algorithm in sorted(ALL):
            holder = self.provision(world, exportable=True, algorithm=enum(algorithm))
            session = world.carriers.OpenSession(carrier=holder.carrier, user_pin=holder.user_pin).session
            certificates = self.certificates(world, holder)
            # Each cipher for one key of each length.
            every = algorithm in ("256_CRYPTOPRO_A", "512_TC26_A")
            for cipher in CIPHERS if every else CIPHERS[:1]:
                pfx = world.carriers.ExportPfx(key=holder.key, session=session, password=PASSWORD,
                                               cipher="PFX_CIPHER_" + cipher).pfx
                for judge in self.panel.asked_about("pfx"):
                    with self.subTest(judge=judge.name, algorithm=algorithm, cipher=cipher):
                        answer = judge.pfx(pfx, PASSWORD, certificates)
                        self.assertEqual(answer.held, opens(judge, cipher, algorithm), answer.why)

    def test_nobody_opens_what_is_wrong(self):
        world = self.world()
        holder = self.provision(world, pfx_password=PASSWORD)
        other = self.provision(world, pfx_password=PASSWORD)
        certificates = self.certificates(world, holder)
        for judge in self.panel.asked_about("pfx"):
            with self.subTest(judge=judge.name):
                self.assertHolds(judge.pfx(holder.pfx, PASSWORD, certificates))
                self.assertRefused(judge.pfx(holder.pfx, PASSWORD + "!", certificates), "password")
                self.assertRefused(judge.pfx(holder.pfx, PASSWORD, self.certificates(world, other)), "certificates")
                # In a certificate, in the encrypted key, in the MAC.
                key = holder.pfx.rindex(bytes.fromhex("06062A8503020215"))
                for at in (holder.pfx.index(holder.certificate_der) + 200, key + 40, len(holder.pfx) - 50):
                    self.assertRefused(judge.pfx(flipped(holder.pfx, at), PASSWORD, certificates), f"octet {at}")

    def test_keys_stay_where_they_were_made_to_stay(self):
        world = self.world()
        holder = self.provision(world)
        self.assertEqual(holder.pfx, b"")
        session = world.carriers.OpenSession(carrier=holder.carrier, user_pin=holder.user_pin).session
        self.refused("KEY_NOT_EXPORTABLE", world.carriers.ExportPfx, key=holder.key, session=session, password=PASSWORD)
        self.assertEqual(world.events("key.exported"), [])

    def test_refused(self):
        world = self.world()
        holder = self.provision(world, exportable=True)
        self.assertEqual(holder.pfx, b"")
        session = world.carriers.OpenSession(carrier=holder.carrier, user_pin=holder.user_pin).session
        export = dict(key=holder.key, session=session, password=PASSWORD)
        for password in ("", "12345", "парол", "x" * 129, "Ж" * 129, "1234567\n", "123456\u200b"):
            with self.subTest(password=password):
                refusal = self.refused("INVALID_FIELDS", world.carriers.ExportPfx, **{**export, "password": password})
                self.assertEqual(refusal.violations, [("password", "PFX_PASSWORD_LENGTH")])
        for password in ("12345", "x" * 129):
            with self.subTest(provision=password):
                refusal = self.refused("INVALID_FIELDS", self.provision, world, pfx_password=password)
                self.assertEqual(refusal.violations, [("overrides.pfx_password", "PFX_PASSWORD_LENGTH")])
        refusal = self.refused("INVALID_FIELDS", world.carriers.ExportPfx, **export, cipher=99)
        self.assertEqual(refusal.violations, [("cipher", "FIELD_OUT_OF_RANGE")])
        self.refused("SESSION_CLOSED", world.carriers.ExportPfx, **{**export, "session": "none"})
        self.refused("CARRIER_KEY_NOT_FOUND", world.carriers.ExportPfx, **{**export, "key": holder.key + "0"})
        key = world.carriers.GenerateKeyPair(carrier=holder.carrier, session=session, exportable=True).key
        self.refused("CARRIER_CERTIFICATE_MISSING", world.carriers.ExportPfx, **{**export, "key": key})
        self.assertEqual(world.events("key.exported"), [])

    def test_secrets_stay_secret(self):
        world = self.world()
        holder = self.provision(world, pfx_password=PASSWORD)
        session = world.carriers.OpenSession(carrier=holder.carrier, user_pin=holder.user_pin).session
        for _ in range(2):
            world.carriers.ExportPfx(key=holder.key, session=session, password=PASSWORD, request_id="export")
        self.refused("INVALID_FIELDS", world.carriers.ExportPfx, key=holder.key, session=session, password=PASSWORD[:5])
        # One by Provision, one by ExportPfx: its repetition changes nothing.
        exported = world.events("key.exported")
        self.assertEqual([event.resource for event in exported], [holder.key] * 2)
        told = str(world.events()) + "".join(value for event in world.events() for value in event.attributes.values())
        log = self.server.log(lines=100_000)
        for secret in (PASSWORD, PASSWORD[:5], holder.user_pin, session):
            self.assertNotIn(secret, told)
            self.assertNotIn(secret, log)

    def test_nothing_readable_is_stored(self):
        folder = tempfile.TemporaryDirectory(prefix="kepsim-data-")
        self.addCleanup(folder.cleanup)
        server = Server(data=folder.name)
        self.addCleanup(server.close)
        world = self.world(server=server)
        holder = self.provision(world, pfx_password=PASSWORD)
        session = world.carriers.OpenSession(carrier=holder.carrier, user_pin=holder.user_pin).session
        pfx = world.carriers.ExportPfx(key=holder.key, session=session, password=PASSWORD, request_id="export").pfx
        files = [file for file in Path(folder.name).rglob("*") if file.is_file()]
        self.assertTrue(files)
        for file in files:
            content = file.read_bytes()
            texts = (text.encode() for text in (PASSWORD, holder.user_pin, session))
            for secret in (*texts, pfx[-100:], holder.pfx[-100:]):
                self.assertNotIn(secret, content, f"{file}: {secret}")


if __name__ == "__main__":
    unittest.main()
