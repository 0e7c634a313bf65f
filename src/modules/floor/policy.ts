import { all, yes, type Verdict } from '#base'
import type { Actor } from '../../core/actor.ts'
import { isTheHub, namedOrHub } from '../../core/refused.ts'
import { no } from './refusals.ts'
import { MOST_QUESTIONS, MOST_WAITING, OPEN_STATES } from './rules.ts'
import type { QuestionState } from './tables.ts'

/** What somebody is on the floor of a session. */
export type Standing = {
  readonly phase: 'draft' | 'before' | 'running' | 'closed' | 'called-off'
  /** Has a place in the edition, by the identity that acts. */
  readonly attending: boolean
  /** Leads the queue, hands, polls and the clock: chair, rapporteur, organiser. */
  readonly leads: boolean
  /** Keeps the record (tables, transcripts, extracts): those, the youth rapporteur and the note-takers. */
  readonly records: boolean
}

const running = ({ phase }: Standing): Verdict => (phase === 'running' ? yes : no('floor.not-running'))
/** What is decided and written down goes on after the end. */
const begun = ({ phase }: Standing): Verdict => (phase === 'running' || phase === 'closed' ? yes : no('floor.not-begun'))

/** Who is there has a voice; one, by the identity that registered. */
export const mayTakePart = (actor: Actor, standing: Standing): Verdict =>
  all(namedOrHub(actor), standing.attending ? yes : no('floor.attending-only'), running(standing))

export type Own = { readonly waiting: number; readonly all: number }

export function mayAsk(actor: Actor, standing: Standing, own: Own): Verdict {
  return all(
    namedOrHub(actor),
    standing.attending || standing.records ? yes : no('floor.attending-only'),
    running(standing),
    own.waiting < MOST_WAITING && own.all < MOST_QUESTIONS ? yes : no('question.enough', { most: MOST_WAITING }),
  )
}

export const mayLead = (actor: Actor, standing: Standing): Verdict =>
  all(namedOrHub(actor), standing.leads ? yes : no('floor.leaders-only'), begun(standing))

export const mayLeadNow = (actor: Actor, standing: Standing): Verdict => all(mayLead(actor, standing), running(standing))

/** Polls are made ready before. */
export const mayPrepare = (actor: Actor, standing: Standing): Verdict =>
  all(namedOrHub(actor), standing.leads ? yes : no('floor.leaders-only'))

export const mayRecord = (actor: Actor, standing: Standing): Verdict =>
  all(namedOrHub(actor), standing.records ? yes : no('floor.recorders-only'), begun(standing))

export type Asked = { readonly state: QuestionState; readonly chairOnly: boolean; readonly own: boolean; readonly hidden: boolean }

export const mayJoin = (actor: Actor, standing: Standing, question: Asked): Verdict =>
  all(mayTakePart(actor, standing), question.own ? no('question.own') : yes, isOpen(question) ? yes : no('question.not-open'))

const isOpen = ({ state, hidden }: Asked): boolean => !hidden && OPEN_STATES.some((one) => one === state)

/** Whoever asked takes it back, at any time until it is answered. */
export const mayTakeBack = (actor: Actor, question: Asked): Verdict =>
  all(
    namedOrHub(actor),
    question.own ? yes : no('question.not-yours'),
    question.state === 'answered' || question.state === 'withdrawn' ? no('question.decided') : yes,
  )

export const DECISIONS = ['show', 'take', 'answer', 'merge', 'decline'] as const
export type Decision = (typeof DECISIONS)[number]

/** From where each decision leads on. What was declined or merged by mistake can be shown after all; an answer can be written anew. */
const FROM: Readonly<Record<Decision, readonly QuestionState[]>> = {
  show: ['waiting', 'floor', 'declined', 'merged'],
  take: ['waiting', 'shown'],
  answer: ['waiting', 'shown', 'floor', 'answered'],
  merge: ['waiting', 'shown', 'floor'],
  decline: ['waiting', 'shown', 'floor'],
}

export function mayDecide(actor: Actor, standing: Standing, question: Asked, decision: Decision): Verdict {
  const private_ = question.chairOnly && decision !== 'answer' && decision !== 'decline'
  return all(
    decision === 'take' ? mayLeadNow(actor, standing) : mayLead(actor, standing),
    private_ ? no('question.chair-only') : yes,
    FROM[decision].includes(question.state) && !question.hidden ? yes : no('question.decided'),
  )
}

export const theClockMay = (actor: Actor): Verdict => (isTheHub(actor) ? yes : no('floor.leaders-only'))

/** Moderators of the body, by a decision about a report. What its author took back meanwhile stays so, and the decision stands. */
export const mayHide = (moderates: boolean, { state, hidden }: Asked, hiding: boolean): Verdict =>
  all(moderates ? yes : no('question.missing'), state === 'waiting' || hidden === hiding ? no('question.decided') : yes)

/** Whose hand it is, or whoever leads. */
export const maySetHandDown = (actor: Actor, standing: Standing, own: boolean): Verdict =>
  all(namedOrHub(actor), own || standing.leads ? yes : no('floor.leaders-only'))
