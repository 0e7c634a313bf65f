import { joinAll, stageCommunity } from '../communities.ts'
import type { BareHub } from '../hub.ts'
import { clearVoice, lyonOf, personOf, publishNow, stageIntermediaries, stageVoice, submitVoice, type StagedVoice } from '../voices.ts'
import { doAs } from '../deeds.ts'
import { dayIn } from '../days.ts'

/** Mai and Gift are intermediaries of the association. */
export type Heard = {
  readonly written: StagedVoice
  readonly reading: StagedVoice
  readonly published: StagedVoice
  readonly testimony: string
  /** What Mai is here. */
  readonly intermediary: string
  /** Given to Niamh by the association: one that she has not agreed to, and one that holds, with a question. */
  readonly offered: string
  readonly mandate: string
  readonly question: string
  /** About which members of a community are asked, Mai among them. */
  readonly asked: string
}

export const MANDATE = {
  ...{ subject: 'The school', maySay: 'That it opens.', mayNot: 'Names.', takingBack: 'By the stewards.', decidedHow: 'stewards' },
  ...{ language: 'en', startsOn: '2026-03-01', endsOn: '2026-06-01', feedbackOn: '2026-05-01' },
}

export async function stageVoices(hub: BareHub): Promise<Heard> {
  await stageIntermediaries(hub)
  const [written, reading, published] = [await stageVoice(hub), await stageVoice(hub), await stageVoice(hub)]
  await clearVoice(hub, published)
  await submitVoice(hub, reading)
  const [testimony = ''] = await publishNow(hub)
  const given = async () =>
    (
      await doAs<{ id: string }>(hub, 'idrissa', 'voices.give-mandate', {
        ...MANDATE,
        giver: lyonOf(hub),
        holder: personOf(hub, 'niamh'),
      })
    ).id
  const [offered, mandate] = [await given(), await given()]
  await doAs(hub, 'niamh', 'voices.accept-mandate', { mandate })
  const asked = { mandate, sending: hub.runner.outside.uuid(), text: 'What?', language: 'en' }
  const { id: question } = await doAs<{ id: string }>(hub, 'mai', 'voices.ask-mandate', asked)
  const { id: intermediary } = await hub.db
    .selectFrom('voice_intermediary')
    .select('id')
    .where('person_id', '=', personOf(hub, 'mai'))
    .executeTakeFirstOrThrow()
  const voted = await stageVote(hub)
  return { written, reading, published, testimony, intermediary, offered, mandate, question, asked: voted }
}

/** As the deed writes it where ten belong: two do for what is tried here. */
export async function stageVote(hub: BareHub): Promise<string> {
  const { id: community } = await stageCommunity(hub, 'idrissa', { slug: 'asked-for-a-mandate', name: 'Asked for a mandate' })
  await joinAll(hub, community, ['mai'])
  const now = hub.runner.outside.now()
  const id = hub.runner.outside.uuid()
  await hub.db
    .insertInto('mandate')
    .values({
      ...{ id, giver_sort: 'community', giver_id: community, keeper_tag: null, holder_id: personOf(hub, 'niamh'), holder_body_id: null },
      ...{ subject: 'The harbour', may_say: 'That it stays.', may_not: 'Names.', taking_back: 'By a vote.', minutes: '', language: 'en' },
      ...{
        decided_how: 'members',
        starts_on: dayIn(hub, 0),
        ends_on: dayIn(hub, 60),
        feedback_on: dayIn(hub, 30),
        given_on: dayIn(hub, 0),
        accepted_on: null,
      },
      ...{ withdrawn_on: null, vote_ends_at: new Date(now.getTime() + 7 * 86_400_000), vote_quorum: 10, vote_given: null },
      ...{ vote_for: null, vote_against: null },
    })
    .execute()
  return id
}
