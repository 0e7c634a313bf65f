import { theHub } from '../core/actor.ts'
import { findTowns, playAbroad } from './demo/abroad.ts'
import { playAssists } from './demo/assists.ts'
import { playBelonging } from './demo/belonging.ts'
import { bodies, UNIT } from './demo/bodies.ts'
import { playPeople } from './demo/cards.ts'
import { playCharter } from './demo/charter.ts'
import { playChoir } from './demo/choir.ts'
import { playCommitments } from './demo/commitments.ts'
import { playCommunities } from './demo/communities.ts'
import { digitalTools } from './demo/digital-tools.ts'
import { playDirectory } from './demo/directory.ts'
import { playHeard } from './demo/heard.ts'
import { playLibrary } from './demo/library.ts'
import { migrantStock } from './demo/migrant-stock.ts'
import { playEndorsement, playOutcomes } from './demo/outcomes.ts'
import { bringNantes, playEvents } from './demo/events.ts'
import { moneySentHome } from './demo/money-sent-home.ts'
import type { DemoBody } from './demo/parts.ts'
import { people } from './demo/people.ts'
import { playDialogue } from './demo/play.ts'
import { recordDemo } from './demo/recorded.ts'
import { playRecommendations } from './demo/recommendations.ts'
import { playRegistrations } from './demo/registrations.ts'
import { saturdaySchool } from './demo/saturday-school.ts'
import { byTheHub, dayIn, playOnStage, timeAgo, type Staff, type Stage } from './demo/stage.ts'
import { consulates, diplomas } from './demo/still-to-come.ts'
import { playSpoken } from './demo/spoken.ts'
import { HELD_DAYS_AGO, playSummit } from './demo/summit.ts'
import type { OpenedHub } from './open.ts'
import { operationNamed } from './rooms.ts'

/** Before the first edition of its summit was prepared. */
const FOUNDED_DAYS_AGO = HELD_DAYS_AGO + 90
const VERIFIED_DAYS_AGO = 80

/** An invented republic, its people abroad and their dialogues, made with the deeds that pages use. A hub with any body is left as it is. */
export async function seedDemo(hub: Pick<OpenedHub, 'runner' | 'kit' | 'sweep'>): Promise<void> {
  const there = await operationNamed('organisations.list-bodies').invoke(hub.runner, {}, theHub)
  if (!Array.isArray(there) || there.length > 0) return
  hub.kit.note('Preparing the demonstration: an invented country, its people abroad and their dialogues. This takes some seconds.')
  const [towns, recorded] = [await bringNantes(hub.runner, await findTowns(hub.runner)), await recordDemo()]
  const staff = new Map<string, Staff>()
  let outcome: string | null = null
  await playOnStage(hub.kit, async (stage) => {
    await playCharter(stage, hub.kit.books)
    await stage.call('places.import-migrant-stock', migrantStock, byTheHub(stage.today))
    for (const body of bodies) {
      staff.set(body.slug, await found(stage, body))
      await verify(stage, body, staff)
    }
    const speakers = await playPeople(stage, people, staff)
    await playAbroad(stage, towns, speakers)
    await playLibrary(stage, staff)
    await playEvents(stage, { staff, towns })
    await playDirectory(stage, staff)
    const communities = await playCommunities(stage, { speakers, staff })
    await playChoir(stage, communities.get('choeur-de-baie-haute') ?? '', { speakers, recorded })
    await playBelonging(stage, { speakers, staff, towns, communities })
    await playAssists(stage, staff)
    await playHeard(stage, { speakers, staff })
    const summit = await playSummit(stage, staff)
    for (const dialogue of [saturdaySchool, digitalTools, diplomas, moneySentHome, consulates]) {
      const ofBody = staff.get(dialogue.body)
      // What people say of tools stands behind this year's session about them.
      const session = dialogue === digitalTools ? summit?.coming.tools : undefined
      if (ofBody !== undefined) await playDialogue(stage, dialogue, { staff: ofBody, speakers, session })
    }
    const unit = staff.get(UNIT)
    if (summit !== null && unit !== undefined) await playRegistrations(stage, { coming: summit.coming, convener: unit.convener, speakers })
    if (summit !== null && unit !== undefined) await playSpoken(stage, summit, { convener: unit.convener, speakers })
    if (summit !== null) {
      const asked = { staff, speakers, session: summit.past.session, heldDaysAgo: HELD_DAYS_AGO }
      const recommendations = await playRecommendations(stage, asked)
      outcome = await playOutcomes(stage, { staff, recommendations, heldDaysAgo: HELD_DAYS_AGO })
      const troupe = { staff, speakers, recommendations, edition: summit.past.edition, heldDaysAgo: HELD_DAYS_AGO }
      await playCommitments(stage, troupe)
    }
  })
  // Groups and common ground are there when the first page is asked for, and so are the documents.
  await hub.sweep()
  const document = outcome
  if (document !== null) await playOnStage(hub.kit, (stage) => playEndorsement(stage, { staff, outcome: document }))
  hub.kit.note('The demonstration is ready.')
}

async function found(stage: Stage, { slug, kind, texts, officers, umbrella, account }: DemoBody): Promise<Staff> {
  const at = timeAgo(stage, FOUNDED_DAYS_AGO)
  const { id } = await stage.call<{ id: string }>('organisations.create-body', { slug, kind, texts }, byTheHub(at))
  const holders = new Map<string, Awaited<ReturnType<Stage['signUp']>>>()
  for (const officer of officers) {
    const actor = await stage.signUp(officer, at)
    const days = officer.termInDays
    const termEnds = days === undefined ? null : dayIn(stage, days)
    for (const role of officer.roles) {
      await stage.call('organisations.appoint', { body: slug, person: actor.person, role, termEnds }, byTheHub(at))
      holders.set(role, actor)
    }
  }
  const steward = holders.get('steward') ?? theHub
  if (umbrella !== undefined) {
    await stage.call('organisations.propose-chapter', { umbrella, chapter: slug, side: 'chapter' }, { actor: steward, at })
    await stage.call('organisations.accept-chapter', { umbrella, chapter: slug }, byTheHub(at))
  }
  if (account !== undefined) await stage.call('organisations.list-account', { body: slug, url: account }, { actor: steward, at })
  return { bodyId: id, steward, convener: holders.get('convener') ?? steward, moderator: holders.get('moderator') ?? steward }
}

/** By whoever runs the hub, or by two verified bodies that vouch for it. */
async function verify(stage: Stage, { slug, attested, vouchedBy = [] }: DemoBody, staff: ReadonlyMap<string, Staff>): Promise<void> {
  const at = timeAgo(stage, VERIFIED_DAYS_AGO)
  if (attested !== undefined) await stage.call('organisations.attest', { body: slug, reason: attested }, byTheHub(at))
  for (const voucher of vouchedBy) {
    const { steward } = staff.get(voucher) ?? {}
    if (steward !== undefined) await stage.call('organisations.vouch', { body: slug, voucher }, { actor: steward, at })
  }
}
