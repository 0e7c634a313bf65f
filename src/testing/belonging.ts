import { joinAll } from './communities.ts'
import type { Hub } from './hub.ts'
import { callAs, callerOf } from './rights/callers.ts'
import { stageMirrors } from './rights/stage-mirrors.ts'
import { stagePulse } from './rights/stage-pulse.ts'
import { stagePurposes } from './rights/stage-purposes.ts'
import { stageTies } from './rights/stage-ties.ts'
import { clearVoice, lyonOf, personOf, publishNow, stageIntermediaries, stageVoice } from './voices.ts'
import { doAs } from './deeds.ts'
import { dayIn } from './days.ts'

/** What pages of the rooms where people belong are drawn from, each with something on it. */
export type Belonging = {
  readonly purpose: string
  readonly aimed: string
  readonly call: string
  readonly testimony: string
  readonly mandate: string
}

export async function stageBelonging(hub: Hub): Promise<Belonging> {
  const callers = { Mai: callerOf(hub.cast, 'mai'), Idrissa: callerOf(hub.cast, 'idrissa') }
  const { community, purpose } = await stagePurposes(hub, callers)
  await stageTies(hub, callers)
  await stageMirrors(hub, callers)
  const { call } = await stagePulse(hub, callers)
  await joinAll(hub, community, ['niamh'])
  const contact = { sort: 'community', subject: community, sending: hub.runner.outside.uuid() }
  const idrissa = callAs(hub, callers.Idrissa.actor)
  const { link } = await idrissa<{ link: string }>('contacts.name', {
    ...{ ...contact, about: 'Whoever wants to read with us', language: 'en', languages: ['fr', 'ar'], days: 3 },
  })
  await idrissa('contacts.accept', { link })
  return { purpose, aimed: community, call, ...(await stageHeard(hub)) }
}

/** A testimony, and a mandate that holds. */
async function stageHeard(hub: Hub): Promise<{ readonly testimony: string; readonly mandate: string }> {
  await stageIntermediaries(hub)
  await clearVoice(hub, await stageVoice(hub))
  const [testimony = ''] = await publishNow(hub)
  const { id: mandate } = await doAs<{ id: string }>(hub, 'idrissa', 'voices.give-mandate', {
    ...{ subject: 'The school', maySay: 'That it opens.', mayNot: 'Names.', takingBack: 'By the stewards.', decidedHow: 'stewards' },
    ...{ language: 'en', startsOn: dayIn(hub, 0), endsOn: dayIn(hub, 90), feedbackOn: dayIn(hub, 60) },
    ...{ giver: lyonOf(hub), holder: personOf(hub, 'niamh') },
  })
  await doAs(hub, 'niamh', 'voices.accept-mandate', { mandate })
  return { testimony, mandate }
}
