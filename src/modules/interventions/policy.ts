import { all, yes, type Verdict } from '#base'
import type { Actor } from '../../core/actor.ts'
import { no as noFromHub } from '../../core/refused.ts'
import type { Part, SessionCard } from '../gatherings/index.ts'
import { no } from './refusals.ts'
import { inTime, MOST_OWN, MOST_UNNAMED } from './rules.ts'
import type { Attribution, Consent, Origin } from './tables.ts'

type Parts = ReadonlySet<Part>
type Clock = Pick<SessionCard, 'phase' | 'correctionEndsAt'>

const TEAM: readonly Part[] = ['organiser', 'chair', 'rapporteur', 'youth-rapporteur', 'note-taker']
/** Who writes down what a speaker tells them about their own words. */
const NOTE_TAKERS: readonly Part[] = ['rapporteur', 'youth-rapporteur', 'note-taker']

export const isTeam = (parts: Parts): boolean => TEAM.some((part) => parts.has(part))
export const takesNotes = (parts: Parts): boolean => NOTE_TAKERS.some((part) => parts.has(part))

const signedIn = (actor: Actor): Verdict => (actor.operator || actor.person !== null ? yes : noFromHub('sign-in.needed'))

const announced = ({ phase }: Clock): Verdict => (phase === 'draft' || phase === 'called-off' ? no('intervention.not-announced') : yes)

export type Here = { readonly actor: Actor; readonly parts: Parts; readonly session: Clock }

/** Whoever works for the session: from its announcement on, since meetings with paper come before it and transcripts after it. */
export const mayCapture = ({ actor, parts, session }: Here): Verdict =>
  all(signedIn(actor), isTeam(parts) ? yes : no('intervention.team-only'), announced(session))

export const mayFile = ({ actor, parts }: Pick<Here, 'actor' | 'parts'>): Verdict =>
  all(signedIn(actor), isTeam(parts) ? yes : no('intervention.team-only'))

/** Those who attend, from the opening of the session until the time for corrections is over. */
export function mayWrite(facts: Here & { readonly attending: boolean; readonly written: number }, now: Date): Verdict {
  const { actor, session } = facts
  return all(
    actor.person === null ? noFromHub('sign-in.needed') : yes,
    facts.attending ? yes : no('intervention.attending-only'),
    announced(session),
    session.phase === 'before' ? no('intervention.not-yet') : yes,
    inTime(session, now) ? yes : no('intervention.time-over'),
    facts.written < MOST_OWN ? yes : no('intervention.too-many', { most: MOST_OWN }),
  )
}

/** Through a trusted intermediary: as long as the team takes notes, for it waits for days before it comes. */
export const mayPutUnnamed = ({ session, there }: { readonly session: Clock; readonly there: number }): Verdict =>
  all(announced(session), there < MOST_UNNAMED ? yes : no('intervention.too-many', { most: MOST_UNNAMED }))

/** Something that was said, and as what somebody comes to it: with its link, or as one who takes notes and was told by the speaker. */
export type OwnFacts = {
  readonly session: Clock
  readonly by: 'speaker' | 'team'
  readonly parts: Parts
  readonly actor: Actor
  /** The note-taker who wrote it down asks. */
  readonly capturedIt: boolean
  readonly row: {
    readonly attribution: Attribution
    readonly consent: Consent | null
    readonly source: Origin
    readonly withdrawn: boolean
    /** The identity by which it is named. */
    readonly person: string | null
    readonly wasNamed: boolean
  }
}

const standing = ({ row }: OwnFacts): Verdict => (row.withdrawn ? no('intervention.withdrawn') : yes)

const forSpeaker = ({ by, parts, actor }: OwnFacts): Verdict =>
  by === 'speaker' ? yes : all(signedIn(actor), takesNotes(parts) ? yes : no('intervention.note-takers-only'))

/** Nobody speaks for somebody who has spoken. */
const notChosen = ({ by, row }: OwnFacts): Verdict =>
  by === 'speaker' || row.attribution === 'unchosen' || row.consent !== null ? yes : no('intervention.speaker-chose')

/** To be named less is possible at any time. */
export const mayChoose = (facts: OwnFacts, { toNone, now }: { readonly toNone: boolean; readonly now: Date }): Verdict =>
  all(forSpeaker(facts), standing(facts), notChosen(facts), toNone || inTime(facts.session, now) ? yes : no('intervention.time-over'))

/** Under one name at most: a second one, also later, would show that both are one person's. */
export const mayNameByIdentity = ({ row, actor }: Pick<OwnFacts, 'row' | 'actor'>): Verdict =>
  (row.attribution === 'named' ? row.person === actor.person : !row.wasNamed) ? yes : no('intervention.named-before')

/** The speaker; until they have chosen how they are named also the note-taker whose words these are. */
export const mayCorrect = (facts: OwnFacts, now: Date): Verdict =>
  all(
    forSpeaker(facts),
    standing(facts),
    facts.by === 'speaker' || (facts.capturedIt && facts.row.attribution === 'unchosen') ? yes : no('intervention.speaker-chose'),
    inTime(facts.session, now) ? yes : no('intervention.time-over'),
  )

/** At any time: what is taken back before a release is not in it. Nobody takes back for them what somebody wrote with an account, or said to an intermediary. */
export const mayWithdraw = (facts: OwnFacts): Verdict =>
  all(
    forSpeaker(facts),
    standing(facts),
    facts.by === 'team' && (facts.row.source === 'own' || facts.row.source === 'intermediary') ? no('intervention.speaker-chose') : yes,
  )

export const mayHide = ({ moderator, actor }: { readonly moderator: boolean; readonly actor: Actor }): Verdict =>
  all(signedIn(actor), moderator || actor.operator ? yes : no('intervention.moderators-only'))
