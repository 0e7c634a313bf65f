import { yes } from '#base'
import { sql } from 'kysely'
import { z } from 'zod'
import { isTheHub } from '../../../core/actor.ts'
import { command } from '../../../core/command.ts'
import { THE_HUB } from '../../../core/event.ts'
import { no as noCore } from '../../../core/refused.ts'
import type { Tx } from '../../../platform/db.ts'
import type { Keys } from '../../../platform/keys.ts'
import { inPieces, PIECE } from '../../../platform/pieces.ts'
import { people } from '../../people/index.ts'
import { holderTags, REASON, TICKET, TOLD } from '../queries/own.ts'
import type {} from '../tables.ts'

/** Below every id. */
const NIL = '00000000-0000-0000-0000-000000000000'

// No route: the secret is replaced on the machine of the hub, by its command line, while nobody else uses the database.
export const renewSecrets = command({
  name: 'registrations.renew-secrets',
  summary: 'Tag anew, with the secret in use, whose places these are, and seal anew what was said and the codes of tickets',
  input: z.object({}),
  output: z.object({ rows: z.number().int() }),
  facts: async () => ({}),
  may: ({ actor }) => (isTheHub(actor) ? yes : noCore('sign-in.needed')),
  async run(tx, { outside: { keys } }) {
    return { rows: (await renewPlaces(tx, keys)) + (await renewAnswers(tx, keys)) }
  },
  tell: ({ result }) => [
    { kind: 'registrations.secrets.renewed', scope: THE_HUB, subject: THE_HUB, data: { rows: result.rows }, visibility: 'internal' },
  ],
})

type Place = { edition: string; id: string; person: string; tag: Buffer; code: Buffer; reason: Buffer | null }

/** The account of a place is the one of its identity, so no other need be tried. */
async function renewPlaces(tx: Tx, keys: Keys): Promise<number> {
  let rows = 0
  const places = inPieces<Place>((after) =>
    tx
      .selectFrom('registration')
      .select(['edition_id as edition', 'id', 'person_id as person', 'holder_tag as tag', 'code_sealed as code', 'reason_sealed as reason'])
      .where(sql<boolean>`(edition_id, id) > (${after?.edition ?? NIL}, ${after?.id ?? NIL})`)
      .orderBy('edition_id')
      .orderBy('id')
      .limit(PIECE)
      .execute(),
  )
  for await (const { edition, id, person, tag, code, reason } of places) {
    const account = await people.accountOf(tx, person)
    const [newest] = account === null ? [] : holderTags(keys, edition, account)
    const sealed = keys.reseal(TICKET, code)
    const words = reason === null ? null : keys.reseal(REASON, reason)
    if (sealed === null && words === null && (newest === undefined || newest.equals(tag))) continue
    await tx
      .updateTable('registration')
      .set({ code_sealed: sealed ?? code, holder_tag: newest ?? tag, reason_sealed: words ?? reason })
      .where('edition_id', '=', edition)
      .where('id', '=', id)
      .execute()
    rows += 1
  }
  return rows
}

async function renewAnswers(tx: Tx, keys: Keys): Promise<number> {
  let rows = 0
  const answers = inPieces<{ edition: string; id: string; lies: Buffer }>((after) =>
    tx
      .selectFrom('registration_answer')
      .select(['edition_id as edition', 'registration_id as id', 'sealed as lies'])
      .where(sql<boolean>`(edition_id, registration_id) > (${after?.edition ?? NIL}, ${after?.id ?? NIL})`)
      .orderBy('edition_id')
      .orderBy('registration_id')
      .limit(PIECE)
      .execute(),
  )
  for await (const { edition, id, lies } of answers) {
    const sealed = keys.reseal(TOLD, lies)
    if (sealed === null) continue
    await tx
      .updateTable('registration_answer')
      .set({ sealed })
      .where('edition_id', '=', edition)
      .where('registration_id', '=', id)
      .execute()
    rows += 1
  }
  return rows
}
