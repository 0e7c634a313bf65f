import { z } from 'zod'
import { query } from '../../../core/command.ts'
import { demand, no as noFromHub, refuse } from '../../../core/refused.ts'
import type { Reader } from '../../../platform/db.ts'
import { organisations } from '../../organisations/index.ts'
import { people } from '../../people/index.ts'
import { mayNameKeepers } from '../policy.ts'
import { dayOf } from '../rules.ts'
import { cardsOf } from './entries.ts'
import { isReader, type Asking } from './facts.ts'
import { card, kind, type Card } from './shapes.ts'

const proposal = z.object({
  kind,
  language: z.string(),
  change: z.boolean().describe('It is a newer text of one that is published'),
  proposedOn: z.string(),
  answerBy: z.string(),
  late: z.boolean(),
})
const decided = z.object({
  kind,
  language: z.string(),
  decidedOn: z.string(),
  reason: z.string(),
  reasonLanguage: z.string(),
})
export type Proposal = z.infer<typeof proposal>
export type Declined = z.infer<typeof decided>

const MOST = 100

/** Where proposals stand, for everybody: no words of theirs and no name. */
export async function proposalsOf(db: Reader, now: Date): Promise<{ waiting: Proposal[]; declined: Declined[] }> {
  const waiting = await db
    .selectFrom('library_entry')
    .select(['kind', 'language', 'shown', 'proposed_at', 'answer_by'])
    .where('proposed_at', 'is not', null)
    .where('hidden_for', 'is', null)
    .orderBy('proposed_at')
    .limit(MOST)
    .execute()
  const declined = await db
    .selectFrom('library_entry')
    .select(['kind', 'language', 'decided_at', 'reason', 'reason_language'])
    .where('reason', 'is not', null)
    .where('decided_at', 'is not', null)
    .orderBy('decided_at', 'desc')
    .limit(MOST)
    .execute()
  return {
    waiting: waiting.flatMap((row) =>
      row.proposed_at === null || row.answer_by === null
        ? []
        : [
            {
              ...{ kind: row.kind, language: row.language, change: row.shown !== null, proposedOn: dayOf(row.proposed_at) },
              ...{ answerBy: dayOf(row.answer_by), late: row.answer_by < now },
            },
          ],
    ),
    declined: declined.flatMap((row) =>
      row.decided_at === null
        ? []
        : [
            {
              ...{ kind: row.kind, language: row.language, decidedOn: dayOf(row.decided_at) },
              ...{ reason: row.reason ?? '', reasonLanguage: row.reason_language ?? 'und' },
            },
          ],
    ),
  }
}

/** For whoever reads first. */
export async function waitingEntries(db: Reader, asking: Asking): Promise<readonly Card[]> {
  if (!(await isReader(db, asking))) return []
  const rows = await db
    .selectFrom('library_entry')
    .selectAll()
    .where('proposed_at', 'is not', null)
    .where('hidden_for', 'is', null)
    .orderBy('proposed_at')
    .limit(MOST)
    .execute()
  return cardsOf(db, rows, { ...asking, newest: true })
}

export const listProposals = query({
  name: 'library.proposals',
  summary: 'What waits for a reader and by when somebody answers, and what was declined and why; readers also get what waits',
  route: 'GET /library/proposals',
  input: z.object({}),
  output: z.object({ waiting: z.array(proposal), declined: z.array(decided), toRead: z.array(card) }),
  async read(db, { actor, now }) {
    return { ...(await proposalsOf(db, now)), toRead: [...(await waitingEntries(db, { actor, now }))] }
  },
})

/** What the acting identity wrote, and what its bodies have that is not published. */
export async function ownEntries(db: Reader, asking: Asking): Promise<readonly Card[]> {
  const { person } = asking.actor
  if (person === null) return []
  const bodies = await organisations.bodiesWhere(db, person, 'convener', asking.actor.locale)
  const rows = await db
    .selectFrom('library_entry')
    .selectAll()
    .where((where) =>
      where.or([
        where.and([where('person_id', '=', person), where('body_id', 'is', null)]),
        where('body_id', 'in', [...bodies.map(({ id }) => id), '00000000-0000-0000-0000-000000000000']),
      ]),
    )
    .orderBy('made_at', 'desc')
    .orderBy('id')
    .limit(MOST)
    .execute()
  return cardsOf(db, rows, { ...asking, newest: true })
}

export const myEntries = query({
  name: 'library.mine',
  summary: 'What the acting identity wrote, and what is in the name of the bodies for which it convenes, in every state',
  route: 'GET /library/mine',
  input: z.object({}),
  output: z.array(card),
  async read(db, { actor, now }) {
    if (actor.person === null) return refuse(noFromHub('sign-in.needed'))
    return [...(await ownEntries(db, { actor, now }))]
  },
})

export async function keepersNamed(db: Reader): Promise<readonly { readonly person: string; readonly name: string }[]> {
  const rows = await db.selectFrom('library_keeper').select('person_id').orderBy('named_at').execute()
  const names = await people.nameOf(
    db,
    rows.map((row) => row.person_id),
  )
  return rows.flatMap(({ person_id: person }) => {
    const name = names.get(person)
    return name === undefined ? [] : [{ person, name }]
  })
}

export const listKeepers = query({
  name: 'library.keepers',
  summary: 'Who reads what people want to publish in their own name; for whoever runs the hub, who names them',
  route: 'GET /library/keepers',
  input: z.object({}),
  output: z.array(z.object({ person: z.uuid(), name: z.string() })),
  async read(db, { actor }) {
    demand(mayNameKeepers(actor))
    return [...(await keepersNamed(db))]
  },
})
