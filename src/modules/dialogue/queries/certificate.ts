import { z } from 'zod'
import { query } from '../../../core/command.ts'
import { refuse } from '../../../core/refused.ts'
import type { Reader } from '../../../platform/db.ts'
import { no } from '../refusals.ts'
import { FEWEST_SHOWN } from '../rules.ts'
import { readCheckable, signatureFile, type Checkable } from './checkable.ts'
import { demandDialogue, type Dialogue } from './dialogue-facts.ts'
import { moment, ref } from './shapes.ts'
import { countVoters } from './voters.ts'

/** The result that can be checked; refused where there is none. */
export async function demandCheckable(db: Reader, dialogue: Dialogue): Promise<Checkable> {
  const checkable = await readCheckable(db, dialogue.id)
  // Of people whom moderators took out so few may be left that their votes are given out no more.
  const people = checkable?.snapshot?.rows.participants.length ?? FEWEST_SHOWN
  if (checkable !== null && people >= FEWEST_SHOWN) return checkable
  const waits = dialogue.publication === 'votes' && (await countVoters(db, dialogue.id)) >= FEWEST_SHOWN
  return refuse(waits ? no('export.not-yet') : no('result.missing'))
}

const json = z.record(z.string(), z.unknown())

export const readCertificate = query({
  name: 'dialogue.certificate',
  summary:
    'The certificate of the result that anybody can check, with its signature. SHA-256 of the canonical JSON of the document is the certificate.',
  route: 'GET /dialogues/{dialogue}/result/certificate',
  input: z.object({ dialogue: ref }),
  output: z.object({
    version: z.number().int(),
    computedAt: moment,
    certificate: z.string(),
    document: json,
    signature: json.describe('As in signature.json: what was signed, the signature, and the history of the keys'),
  }),
  async read(db, { input, actor, outside }) {
    const dialogue = await demandDialogue(db, input.dialogue, actor)
    const checkable = await demandCheckable(db, dialogue)
    return {
      version: checkable.version,
      computedAt: checkable.computedAt.toISOString(),
      certificate: checkable.certificate,
      document: json.parse(JSON.parse(checkable.document)),
      signature: { ...signatureFile(checkable, outside) },
    }
  },
})

export const signingKeys = query({
  name: 'dialogue.signing-keys',
  summary: 'The public keys with which this hub signs its results, oldest first; each but the first is endorsed by the one before it',
  route: 'GET /keys',
  input: z.object({}),
  output: z.object({
    hub: z.string(),
    keys: z.array(
      z.object({
        id: z.string().describe('The first 16 hex digits of the SHA-256 of the key in SPKI form'),
        publicKey: z.string().describe('Ed25519, SPKI, base64'),
        since: moment,
        until: moment.nullable().describe('Null: in use'),
        endorsement: z.object({ by: z.string(), signature: z.string() }).nullable(),
      }),
    ),
  }),
  read: async (_db, { outside }) => ({ hub: outside.signer.hub, keys: [...outside.signer.history()] }),
})
