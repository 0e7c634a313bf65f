import type { Hub } from '../hub.ts'
import { callAs, type Callers } from './callers.ts'
import type { Dialogues } from './stage-dialogues.ts'

export type Case = { readonly scope: string; readonly case: string; readonly link: string }

/** Each about a statement of the open dialogue; where one is decided, Aoife did it. */
export type Cases = {
  readonly reported: Case
  readonly appealed: Case
  readonly decided: Case
  readonly labelled: Case
  /** An authority asked for it, Aoife proposed to hide it, and it waits for a second person. */
  readonly proposed: Case
  /** The private link to why the guest's statement was hidden. */
  readonly reasons: string
  readonly pressure: { readonly id: string; readonly link: string }
  /** Into the circle that reads reports of pressure, in which nobody is yet. */
  readonly circleLink: string
  /** Into the office of a moderator of the hub; and somebody else who holds it. */
  readonly moderatorLink: string
  readonly moderator: string
}

export const REQUEST = {
  authority: 'Ministry of Order',
  country: 'IE',
  legalBasis: 'none',
  territory: 'everywhere',
  receivedOn: '2026-02-27',
}
const KEPT = { outcome: 'kept', facts: 'It keeps the rules.' }
const HIDDEN = { outcome: 'hidden', rule: 'no-attack', facts: 'It attacks doctors.' }

export async function stageCases(hub: Hub, callers: Callers, { open, hidden }: Dialogues): Promise<Cases> {
  const [ana, aoife] = [callAs(hub, callers.Ana.actor), callAs(hub, callers.Aoife.actor)]
  const report = async (statement: number): Promise<Case> => {
    const about = `/dialogues/${open.slug}/statements/${statement}`
    const said = { about, rule: 'no-attack', text: 'Look.', language: 'en' }
    return { scope: open.id, ...(await ana<{ case: string; link: string }>('moderation.file-report', said)) }
  }
  const decide = async (one: Case, decision: object): Promise<Case> => {
    await aoife('moderation.decide-case', { ...one, ...decision })
    return one
  }
  const [reported, decided, appealed] = [await report(0), await decide(await report(1), KEPT), await decide(await report(2), KEPT)]
  await ana('moderation.file-appeal', { link: appealed.link, text: 'Look again.', language: 'en' })
  const labelled = await decide(await report(5), { outcome: 'labelled', label: 'disputed', facts: 'Others say otherwise.' })
  const proposed = await report(6)
  await aoife('moderation.record-request', { ...proposed, ...REQUEST })
  await decide(proposed, HIDDEN)
  await decide(await report(hidden), HIDDEN)
  const ofGuest = { sort: 'statement', scope: open.id, subject: String(hidden) }
  const [reasons] = await callAs(hub, callers.guest.actor)<{ link: string }[]>('moderation.own-cases', ofGuest)
  const told = await ana<{ link: string }>('moderation.report-pressure', { text: 'Two men asked.', language: 'en' })
  const { id } = await hub.db.selectFrom('pressure_report').select('id').executeTakeFirstOrThrow()
  const circle = await callAs(hub, callers.Gift.actor)<{ link: string }>('moderation.invite-to-circle', {})
  const offer = await callAs(hub, callers.Gift.actor)<{ link: string }>('moderation.offer-moderator', { until: '2026-09-01' })
  const moderator = hub.runner.outside.uuid()
  await hub.db
    .insertInto('hub_moderator')
    .values({ person_id: moderator, since: '2026-03-01', until: '2026-09-01', named: false })
    .execute()
  return {
    ...{ reported, decided, appealed, labelled, proposed },
    reasons: reasons?.link ?? '',
    pressure: { id, link: told.link },
    circleLink: circle.link,
    ...{ moderatorLink: offer.link, moderator },
  }
}
