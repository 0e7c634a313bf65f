import type { EntryFields, EntryKind } from '../../../core/recorded.ts'
import type { Say } from '../../../web/say.ts'

const text = (value: unknown): string => (typeof value === 'string' ? value : '')
const number = (value: unknown): number => (typeof value === 'number' ? value : 0)
const yesNo = (value: unknown): 'yes' | 'no' => (value === true ? 'yes' : 'no')

const KINDS: Readonly<Record<EntryKind, string>> = {
  'dialogue.opened': 'public-log.kind.dialogue-opened',
  'dialogue.closed': 'public-log.kind.dialogue-closed',
  'dialogue.answered': 'public-log.kind.dialogue-answered',
  'dialogue.edited': 'public-log.kind.dialogue-edited',
  'result.signed': 'public-log.kind.result-signed',
  'statement.published': 'public-log.kind.statement-published',
  'statement.withdrawn': 'public-log.kind.statement-withdrawn',
  'statement.declined': 'public-log.kind.statement-declined',
  'intervention.published': 'public-log.kind.intervention-published',
  'intervention.corrected': 'public-log.kind.intervention-corrected',
  'moderation.decided': 'public-log.kind.moderation-decided',
  'appeal.decided': 'public-log.kind.appeal-decided',
  'recommendation.answered': 'public-log.kind.recommendation-answered',
  'commitment.made': 'public-log.kind.commitment-made',
  'commitment.changed': 'public-log.kind.commitment-changed',
  'commitment.ended': 'public-log.kind.commitment-ended',
  'outcome.released': 'public-log.kind.outcome-released',
  'body.verified': 'public-log.kind.body-verified',
  'body.lapsed': 'public-log.kind.body-lapsed',
  'charter.published': 'public-log.kind.charter-published',
  'day.counted': 'public-log.kind.day-counted',
  'issuer.key': 'public-log.kind.issuer-key',
  'issuer.counted': 'public-log.kind.issuer-counted',
  'ballots.opened': 'public-log.kind.ballots-opened',
  'client.released': 'public-log.kind.client-released',
  'log.ended': 'public-log.kind.log-ended',
  'log.begun': 'public-log.kind.log-begun',
}

const isKind = (t: string): t is EntryKind => Object.hasOwn(KINDS, t)

export const kindInWords = (say: Say, kind: EntryKind): string => say(KINDS[kind])

type Line = (say: Say, fields: EntryFields) => string

/** One sentence for each kind of entry, made of what the entry itself says. */
const LINES: Readonly<Record<EntryKind, Line>> = {
  'dialogue.opened': (say) => say('public-log.line.dialogue-opened'),
  'dialogue.closed': (say, { early }) => say('public-log.line.dialogue-closed', { early: yesNo(early) }),
  'dialogue.answered': (say, { late }) => say('public-log.line.dialogue-answered', { late: yesNo(late) }),
  'dialogue.edited': (say, { version }) => say('public-log.line.dialogue-edited', { version: number(version) }),
  'result.signed': (say, { version }) => say('public-log.line.result-signed', { version: number(version) }),
  'statement.published': (say, { statement }) => say('public-log.line.statement-published', { number: number(statement) }),
  'statement.withdrawn': (say, { statement }) => say('public-log.line.statement-withdrawn', { number: number(statement) }),
  'statement.declined': (say) => say('public-log.line.statement-declined'),
  'intervention.published': (say) => say('public-log.line.intervention-published'),
  'intervention.corrected': (say, { version }) => say('public-log.line.intervention-corrected', { version: number(version) }),
  'moderation.decided': (say, { outcome, requested_by_authority: asked }) =>
    [
      say('public-log.line.moderation-decided', { outcome: text(outcome) }),
      ...(asked === true ? [say('public-log.line.requested')] : []),
    ].join(' '),
  'appeal.decided': (say, { outcome }) => say('public-log.line.appeal-decided', { outcome: text(outcome) }),
  'recommendation.answered': (say, { answer }) => say('public-log.line.recommendation-answered', { answer: text(answer) }),
  'commitment.made': (say) => say('public-log.line.commitment-made'),
  'commitment.changed': (say, { change }) => say('public-log.line.commitment-changed', { change: text(change) }),
  'commitment.ended': (say, { outcome }) => say('public-log.line.commitment-ended', { outcome: text(outcome) }),
  'outcome.released': (say, { sort, version }) => say('public-log.line.outcome-released', { sort: text(sort), version: number(version) }),
  'body.verified': (say) => say('public-log.line.body-verified'),
  'body.lapsed': (say) => say('public-log.line.body-lapsed'),
  'charter.published': (say, { version }) => say('public-log.line.charter-published', { version: number(version) }),
  'day.counted': (say, { counts }) => countedLine(say, counts),
  'issuer.key': (say) => say('public-log.line.issuer-key'),
  'issuer.counted': (say) => say('public-log.line.issuer-counted'),
  'ballots.opened': (say) => say('public-log.line.ballots-opened'),
  'client.released': (say) => say('public-log.line.client-released'),
  'log.ended': (say) => say('public-log.line.log-ended'),
  'log.begun': (say, { why, vouched }) =>
    [
      say('public-log.line.log-begun', { why: text(why) }),
      say(vouched === true ? 'public-log.line.log-vouched' : 'public-log.line.log-unvouched'),
    ].join(' '),
}

function countedLine(say: Say, counts: unknown): string {
  const of = (name: string): number =>
    typeof counts === 'object' && counts !== null ? number((counts as Readonly<Record<string, unknown>>)[name]) : 0
  return [
    say('public-log.line.counted-accounts', { count: of('accounts-looked-up') }),
    say('public-log.line.counted-removals', { count: of('removals-asked-by-authorities') }),
  ].join(' ')
}

/** A day on which none of what is counted each day happened. */
export const isQuiet = ({ t, fields: { counts } }: { readonly t: string; readonly fields: EntryFields }): boolean =>
  t === 'day.counted' && typeof counts === 'object' && counts !== null && Object.values(counts).every((count) => count === 0)

/** Where what an entry is about can be looked at, without language: as it says itself or, of a dialogue, by the id that it names. */
export function lookAt({ t, fields }: { readonly t: string; readonly fields: EntryFields }, host: string): string | null {
  const { path, dialogue, hub } = fields
  if (typeof path === 'string' && path.startsWith('/')) return path
  if (t === 'client.released') return '/hidden-participation'
  if (typeof dialogue !== 'string') return null
  if (t === 'ballots.opened') return `/dialogues/${dialogue}/ballots`
  // Credentials can be given for a dialogue that another hub holds.
  return t.startsWith('issuer.') && hub !== host ? null : `/dialogues/${dialogue}`
}

export const lineOf = (say: Say, { t, fields }: { readonly t: string; readonly fields: EntryFields }): string =>
  isKind(t) ? LINES[t](say, fields) : say('public-log.strange')
