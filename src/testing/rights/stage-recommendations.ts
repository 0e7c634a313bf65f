import { doAsHub, makeOpen } from '../dialogues.ts'
import type { Hub } from '../hub.ts'
import { giveRole, seat, stageSession } from '../summit.ts'
import { callAs, type Callers } from './callers.ts'

/** One recommendation in each place of its way, of a session that Mai reports, Samir chairs and Idrissa reads for young people. */
export type Recommended = {
  readonly recommending: {
    readonly session: string
    readonly plan: Readonly<Record<string, unknown>>
    readonly draft: string
    readonly proposed: string
    readonly votable: string
    readonly running: string
    readonly over: string
    readonly adopted: string
    readonly put: string
    readonly amendment: string
    /** Mai's. */
    readonly objection: string
  }
}

const WORDS = { text: 'So it seems.', language: 'en' }
const VOTE = { rule: 'vote', quorum: 10 }

export async function stageRecommendations(hub: Hub, callers: Callers): Promise<Recommended> {
  const session = await stageSession(hub)
  await giveRole(hub, session.id, 'mai', 'rapporteur')
  await giveRole(hub, session.id, 'samir', 'chair')
  await giveRole(hub, session.id, 'idrissa', 'youth-rapporteur')
  await seat(hub, session.edition, ['mai', 'idrissa'])
  // What is cited is a statement of a dialogue that belongs to the session.
  const dialogue = await makeOpen(hub, { session: session.id })
  const plan = {
    ...{ title: 'Fund tools', text: 'Fund tools.', call: 'Pay.', language: 'en', question: 1, answerBy: '2026-06-01' },
    ...{ addresseeBody: hub.cast.bodies.unit, sources: [{ sort: 'statement', id: `${dialogue.id}/1` }] },
  }
  const drafted = async (): Promise<string> =>
    (await doAsHub<{ id: string }>(hub, 'recommendations.draft', { session: session.id, ...plan })).id
  const proposed = async (rule: object = { rule: 'consent' }): Promise<string> => {
    const recommendation = await drafted()
    await doAsHub(hub, 'recommendations.propose', { recommendation, amendmentsUntil: '2026-03-05', ...rule })
    return recommendation
  }
  // As if the last day of amendments, and of the vote, were over.
  const past = async (id: string, days: object = { amendments_until: '2026-02-01' }) => {
    await hub.db.updateTable('recommendation').set(days).where('id', '=', id).execute()
    return id
  }
  const over = await past(await proposed())
  const adopted = await past(await proposed())
  const put = await past(await proposed())
  for (const recommendation of [adopted, put]) await doAsHub(hub, 'recommendations.decide', { recommendation, adopted: true, ...WORDS })
  await doAsHub(hub, 'recommendations.put', { recommendation: put, how: '', language: 'en' })
  const running = await past(await proposed(VOTE), { amendments_until: '2026-02-01', ballot_until: '2026-03-20' })
  const open = await proposed()
  const mai = callAs(hub, callers.Mai.actor)
  const amended = { recommendation: open, title: 'Pay for tools', proposed: 'Pay for tools.', call: '', ...WORDS }
  const { id: amendment } = await mai<{ id: string }>('recommendations.propose-amendment', amended)
  const { id: objection } = await mai<{ id: string }>('recommendations.take-stance', {
    recommendation: open,
    stance: 'objection',
    ...WORDS,
  })
  return {
    recommending: {
      ...{ session: session.id, plan, draft: await drafted(), proposed: open, votable: await past(await proposed(VOTE)), running, over },
      ...{ adopted, put, amendment, objection },
    },
  }
}
