import type { BareHub } from '../hub.ts'
import {
  actAs,
  clearVoice,
  lyonOf,
  personOf,
  publishNow,
  stageIntermediaries,
  stageVoice,
  submitVoice,
  type StagedVoice,
} from '../voices.ts'

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
      await actAs<{ id: string }>(hub, 'idrissa', 'voices.give-mandate', {
        ...MANDATE,
        giver: lyonOf(hub),
        holder: personOf(hub, 'niamh'),
      })
    ).id
  const [offered, mandate] = [await given(), await given()]
  await actAs(hub, 'niamh', 'voices.accept-mandate', { mandate })
  const asked = { mandate, sending: hub.runner.outside.uuid(), text: 'What?', language: 'en' }
  const { id: question } = await actAs<{ id: string }>(hub, 'mai', 'voices.ask-mandate', asked)
  const { id: intermediary } = await hub.db
    .selectFrom('voice_intermediary')
    .select('id')
    .where('person_id', '=', personOf(hub, 'mai'))
    .executeTakeFirstOrThrow()
  return { written, reading, published, testimony, intermediary, offered, mandate, question }
}
