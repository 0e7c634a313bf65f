import { z } from 'zod'
import type { Actor } from '../../../core/actor.ts'
import { query } from '../../../core/command.ts'
import { no as noFromHub, refuse } from '../../../core/refused.ts'
import type { Reader } from '../../../platform/db.ts'
import type { Keys } from '../../../platform/keys.ts'
import { mayChoose, mayCorrect, mayNameByIdentity, mayWithdraw } from '../policy.ts'
import { no } from '../refusals.ts'
import { claimHash, linkTo, ownerTags } from './links.ts'
import { earlierTexts, type Earlier } from './one.ts'
import { ownFacts } from './own-facts.ts'
import { drawn, ordered, type Row } from './rows.ts'
import { demandSession, frameOf } from './session-facts.ts'
import { shown } from './shapes.ts'
import * as shapes from './shapes.ts'

const mine = z.object({ intervention: shown, link: z.string().describe('Whoever holds it may correct and withdraw') })
export type Mine = z.infer<typeof mine>

type Place = { readonly id: string; readonly path: string }

async function linked(
  db: Reader,
  keys: Keys,
  session: Place,
  { rows, actor }: { rows: readonly Row[]; actor: Actor },
): Promise<readonly Mine[]> {
  const seen = await drawn(db, session, ordered(rows), actor)
  return seen.map((intervention) => ({ intervention, link: linkTo(keys, { session: session.id, id: intervention.id }) }))
}

/** What an account wrote or said in a session, by whichever name. */
export async function ofAccount(db: Reader, keys: Keys, session: Place, actor: Actor): Promise<readonly Mine[]> {
  if (actor.account === null) return []
  const rows = await db
    .selectFrom('intervention')
    .selectAll()
    .where('session_id', '=', session.id)
    .where('owner_tag', 'in', [...ownerTags(keys, session.id, actor.account)])
    .execute()
  return linked(db, keys, session, { rows, actor })
}

export const myInterventions = query({
  name: 'interventions.mine',
  summary: 'What you said or wrote in a session, with the link to each by which it is corrected and withdrawn',
  route: 'GET /sessions/{session}/my-interventions',
  input: z.object({ session: z.uuid() }),
  output: z.array(mine),
  async read(db, { input, actor, outside }) {
    if (actor.account === null) return refuse(noFromHub('sign-in.needed'))
    const { session } = await demandSession(db, { id: input.session }, actor)
    return [...(await ofAccount(db, outside.keys, session, actor))]
  },
})

export const claimedInterventions = query({
  name: 'interventions.claimed',
  summary: 'What was written down of whoever holds the code of a slip',
  route: 'GET /sessions/{session}/slips/{code}',
  input: z.object({ session: z.uuid(), code: shapes.code }),
  output: z.array(mine),
  async read(db, { input, actor, outside }) {
    const { session } = await demandSession(db, { id: input.session }, actor)
    if (input.code === '') return refuse(no('intervention.code-unknown'))
    const rows = await db
      .selectFrom('intervention')
      .selectAll()
      .where('session_id', '=', session.id)
      .where('claim_hash', '=', claimHash(session.id, input.code))
      .execute()
    return rows.length === 0 ? refuse(no('intervention.code-unknown')) : [...(await linked(db, outside.keys, session, { rows, actor }))]
  },
})

/** One's own as its page shows it, with what may be done about it. */
export async function ownPage(db: Reader, link: string, asking: Parameters<typeof ownFacts>[2], now: Date) {
  const { session, ref, row, facts } = await ownFacts(db, { link }, asking, false)
  const { questions, speakers } = await frameOf(db, ref.session, asking.actor.locale)
  const [intervention] = await drawn(db, session, [row], asking.actor)
  if (intervention === undefined) return refuse(no('intervention.link-broken'))
  const earlier: readonly Earlier[] = await earlierTexts(db, ref.session, ref.id)
  return {
    ...{ session, intervention, earlier, questions, row },
    /** The words are the speaker's, also while the public does not read them. */
    words: { text: row.text, language: row.language, question: row.question },
    sheetName: speakers.find(({ id }) => id === row.speaker_id)?.name ?? null,
    mayChoose: mayChoose(facts, { toNone: false, now }).ok,
    mayNameByIdentity: mayNameByIdentity(facts).ok,
    mayUnname: mayChoose(facts, { toNone: true, now }).ok,
    mayCorrect: mayCorrect(facts, now).ok,
    mayWithdraw: mayWithdraw(facts).ok,
  }
}
export type OwnPage = Awaited<ReturnType<typeof ownPage>>

export const readOwn = query({
  name: 'interventions.read-linked',
  summary: 'What was written down of you, by its private link, with its earlier texts',
  route: 'GET /interventions/{link}',
  input: z.object({ link: z.string().max(300) }),
  output: z.object({
    intervention: shown,
    words: z.object({ text: z.string(), language: z.string(), question: z.number().int().nullable() }),
    earlier: z.array(z.object({ version: z.number().int(), text: z.string(), language: z.string() })),
    mayChoose: z.boolean(),
    mayCorrect: z.boolean(),
    mayWithdraw: z.boolean(),
  }),
  async read(db, { input, actor, now, outside }) {
    const { intervention, words, earlier, ...may } = await ownPage(db, input.link, { actor, outside }, now)
    return {
      intervention,
      words,
      earlier: [...earlier],
      mayChoose: may.mayChoose,
      mayCorrect: may.mayCorrect,
      mayWithdraw: may.mayWithdraw,
    }
  },
})
