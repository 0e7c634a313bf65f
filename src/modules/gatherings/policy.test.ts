import { describe, expect, test } from 'vitest'
import type { Verdict } from '#base'
import { nobody, theHub, type Actor } from '../../core/actor.ts'
import * as policy from './policy.ts'
import type { Part } from './rules.ts'

const NOW = new Date('2026-03-01T12:00:00Z')
const [EARLIER, LATER] = [new Date(NOW.getTime() - 1000), new Date(NOW.getTime() + 1000)]

const visitor = nobody('en')
const mai: Actor = { ...visitor, account: 'a' as Actor['account'], person: 'p' as Actor['person'] }
const parts = (...own: readonly Part[]): ReadonlySet<Part> => new Set(own)
const [none, organiser, chair, noteTaker] = [parts(), parts('organiser'), parts('chair'), parts('note-taker')]

const draft = { state: 'draft', openedAt: null, closedAt: null, editionState: 'announced' } as const
const before = { ...draft, state: 'announced' } as const
const running = { ...before, openedAt: EARLIER } as const
const closed = { ...running, closedAt: NOW } as const
const off = { ...before, state: 'called-off' } as const
const hidden = { ...before, editionState: 'draft' } as const
const begun = { beganAt: EARLIER, endedAt: null }
const waiting = { beganAt: null, endedAt: null }

const said = (verdict: Verdict): string => (verdict.ok ? 'yes' : verdict.refusal.code)
type Row = readonly [what: string, verdict: Verdict, expected: string]
const table = (rows: readonly Row[]) => test.each(rows)('%s: %#', (_what, verdict, expected) => expect(said(verdict)).toBe(expected))

const ONLY = 'gathering.organisers-only'

describe('an edition', () => {
  const { mayAnnounceEdition, mayCallOffEdition, mayDiscardEdition, mayEditEdition, mayOrganiseFor } = policy
  table([
    ['nobody organises', mayOrganiseFor(visitor, true), 'sign-in.needed'],
    ['a member without an office', mayOrganiseFor(mai, false), ONLY],
    ['an organiser', mayOrganiseFor(mai, true), 'yes'],
    ['the hub', mayOrganiseFor(theHub, true), 'yes'],
    ['announcing', mayAnnounceEdition(mai, true, 'draft'), 'yes'],
    ['announcing twice', mayAnnounceEdition(mai, true, 'announced'), 'edition.announced'],
    ['announcing what is called off', mayAnnounceEdition(mai, true, 'called-off'), 'edition.called-off'],
    ['changing', mayEditEdition(mai, true, 'announced'), 'yes'],
    ['changing what is called off', mayEditEdition(mai, true, 'called-off'), 'edition.called-off'],
    ['calling off', mayCallOffEdition(mai, true, 'announced'), 'yes'],
    ['calling off a draft', mayCallOffEdition(mai, true, 'draft'), 'edition.not-announced'],
    ['calling off by others', mayCallOffEdition(mai, false, 'draft'), ONLY],
    ['discarding', mayDiscardEdition(mai, true, { state: 'draft', held: false }), 'yes'],
    ['discarding by others', mayDiscardEdition(mai, false, { state: 'draft', held: false }), ONLY],
    ['discarding what was held', mayDiscardEdition(mai, true, { state: 'draft', held: true }), 'edition.was-held'],
    ['discarding what is read', mayDiscardEdition(mai, true, { state: 'announced', held: false }), 'edition.announced'],
  ])
})

describe('a session', () => {
  const { mayCallOffSession, mayClose, mayDiscardSession, mayEditSession, mayOpen, mayReadRunSheet, maySeeSession, theClockMay } = policy
  table([
    ['a visitor opens', mayOpen(visitor, chair, before), 'sign-in.needed'],
    ['a note-taker opens', mayOpen(mai, noteTaker, before), ONLY],
    ['its chair opens', mayOpen(mai, chair, before), 'yes'],
    ['an organiser opens', mayOpen(mai, organiser, before), 'yes'],
    ['opening what waits with its edition', mayOpen(mai, chair, hidden), 'edition.not-announced'],
    ['opening a draft', mayOpen(mai, chair, draft), 'session.not-announced'],
    ['opening what is called off', mayOpen(mai, chair, off), 'session.called-off'],
    ['opening twice', mayOpen(mai, chair, running), 'session.running'],
    ['opening what is over', mayOpen(mai, chair, closed), 'session.closed'],
    ['closing', mayClose(mai, chair, running), 'yes'],
    ['closing by others', mayClose(mai, none, running), ONLY],
    ['closing too early', mayClose(mai, chair, before), 'session.not-running'],
    ['changing', mayEditSession(mai, organiser, before), 'yes'],
    ['changing by its chair', mayEditSession(mai, chair, before), ONLY],
    ['changing what is called off', mayEditSession(mai, organiser, off), 'session.called-off'],
    ['calling off', mayCallOffSession(mai, organiser, running), 'yes'],
    ['calling off a draft', mayCallOffSession(mai, organiser, draft), 'session.not-announced'],
    ['calling off what was held', mayCallOffSession(mai, organiser, closed), 'session.closed'],
    ['discarding', mayDiscardSession(mai, organiser, draft), 'yes'],
    ['discarding by its chair', mayDiscardSession(mai, chair, draft), ONLY],
    ['discarding what waits with its edition', mayDiscardSession(mai, organiser, hidden), 'yes'],
    ['discarding what was opened', mayDiscardSession(mai, organiser, { ...hidden, openedAt: EARLIER }), 'session.announced'],
    ['discarding what is read', mayDiscardSession(mai, organiser, before), 'session.announced'],
    ['discarding what is called off', mayDiscardSession(mai, organiser, off), 'session.called-off'],
    ['the run sheet for its chair', mayReadRunSheet(mai, chair), 'yes'],
    ['the run sheet for others', mayReadRunSheet(mai, noteTaker), ONLY],
    ['the clock', theClockMay(theHub), 'yes'],
    ['a member instead of the clock', theClockMay(mai), ONLY],
  ])
  test('a draft, and a session of a draft, is seen by those alone who have a part in it', () => {
    const sees = (state: 'draft' | 'announced', editionAnnounced: boolean, own: ReadonlySet<Part>) =>
      maySeeSession({ state, editionAnnounced }, own)
    expect([sees('announced', true, none), sees('draft', true, none), sees('announced', false, none)]).toEqual([true, false, false])
    expect([sees('draft', false, noteTaker), sees('announced', false, chair)]).toEqual([true, true])
  })
})

describe('a block', () => {
  const { mayBeginBlock, mayEndBlock } = policy
  table([
    ['beginning', mayBeginBlock(mai, chair, { clock: running, block: waiting }), 'yes'],
    ['beginning by others', mayBeginBlock(mai, noteTaker, { clock: running, block: waiting }), ONLY],
    ['beginning what is not there', mayBeginBlock(mai, chair, { clock: running, block: null }), 'block.missing'],
    ['beginning too early', mayBeginBlock(mai, chair, { clock: before, block: waiting }), 'session.not-running'],
    ['beginning twice', mayBeginBlock(mai, chair, { clock: running, block: begun }), 'block.began'],
    ['ending', mayEndBlock(mai, chair, begun), 'yes'],
    ['ending what is not there', mayEndBlock(mai, chair, null), 'block.missing'],
    ['ending what has not begun', mayEndBlock(mai, chair, waiting), 'block.not-running'],
    ['ending twice', mayEndBlock(mai, chair, { ...begun, endedAt: NOW }), 'block.not-running'],
  ])
})

describe('a host', () => {
  const { mayConfirmHost, mayInviteHost, mayRemoveHost } = policy
  const asked = { first: false, row: { confirmedAt: null }, convenes: true }
  const sure = { ...asked, row: { confirmedAt: NOW } }
  table([
    ['asking', mayInviteHost(mai, true, { first: false, row: null }), 'yes'],
    ['asking the first', mayInviteHost(mai, true, { first: true, row: null }), 'host.held'],
    ['asking twice', mayInviteHost(mai, true, asked), 'host.held'],
    ['asking by others', mayInviteHost(mai, false, { first: false, row: null }), ONLY],
    ['saying yes', mayConfirmHost(mai, asked), 'yes'],
    ['saying yes for others', mayConfirmHost(mai, { ...asked, convenes: false }), 'host.not-yours'],
    ['saying yes unasked', mayConfirmHost(mai, { ...asked, row: null }), 'host.missing'],
    ['saying yes twice', mayConfirmHost(mai, sure), 'host.held'],
    ['leaving', mayRemoveHost(mai, false, sure), 'yes'],
    ['being taken away', mayRemoveHost(mai, true, { ...sure, convenes: false }), 'yes'],
    ['taking away by others', mayRemoveHost(mai, false, { ...sure, convenes: false }), ONLY],
    ['taking the first away', mayRemoveHost(mai, true, { ...sure, first: true }), 'host.first'],
    ['taking away what is not there', mayRemoveHost(mai, true, { ...sure, row: null }), 'host.missing'],
  ])
})

describe('a role, and a link', () => {
  const { mayAcceptInvitation, mayDetach, mayEndRole, mayGiveRole } = policy
  const link = { invitation: { acceptedAt: null, expiresAt: LATER }, makerGone: false, held: false, sort: 'role' } as const
  table([
    ['giving', mayGiveRole(mai, organiser, { known: true }), 'yes'],
    ['giving to somebody unknown', mayGiveRole(mai, organiser, { known: false }), 'role.unknown-identity'],
    ['giving by a chair', mayGiveRole(mai, chair, { known: true }), ONLY],
    ['ending one’s own', mayEndRole(mai, chair, { person: 'p', held: true }), 'yes'],
    ['ending another’s', mayEndRole(mai, chair, { person: 'q', held: true }), 'role.not-yours'],
    ['ending by an organiser', mayEndRole(mai, organiser, { person: 'q', held: true }), 'yes'],
    ['ending what nobody has', mayEndRole(mai, organiser, { person: 'q', held: false }), 'role.missing'],
    ['accepting', mayAcceptInvitation(mai, link, NOW), 'yes'],
    ['accepting without an account', mayAcceptInvitation(visitor, link, NOW), 'sign-in.needed'],
    ['a link that never was', mayAcceptInvitation(mai, { ...link, invitation: null }, NOW), 'session-invitation.missing'],
    [
      'a link that is over',
      mayAcceptInvitation(mai, { ...link, invitation: { acceptedAt: null, expiresAt: NOW } }, NOW),
      'session-invitation.over',
    ],
    [
      'a link that was used',
      mayAcceptInvitation(mai, { ...link, invitation: { acceptedAt: NOW, expiresAt: LATER } }, NOW),
      'session-invitation.over',
    ],
    ['a link whose maker has gone', mayAcceptInvitation(mai, { ...link, makerGone: true }, NOW), 'session-invitation.maker-gone'],
    ['a role that one has', mayAcceptInvitation(mai, { ...link, held: true }, NOW), 'role.held'],
    ['a speaker who is known', mayAcceptInvitation(mai, { ...link, held: true, sort: 'speaker' }, NOW), 'speaker.known'],
    ['undoing one’s own link', mayDetach(mai, none, 'p'), 'yes'],
    ['undoing another’s', mayDetach(mai, chair, 'q'), 'speaker.not-yours'],
    ['undoing by an organiser', mayDetach(mai, organiser, 'q'), 'yes'],
    ['undoing what is not linked', mayDetach(mai, organiser, null), 'speaker.missing'],
  ])
})

describe('a call for examples', () => {
  const { mayAnswerApplication, mayApply, mayCall, mayWithdrawApplication } = policy
  const apply = { call: { closesAt: LATER, decided: false }, phase: 'before', convenes: true, sent: false } as const
  const answer = { state: 'waiting', decided: false, choosing: true } as const
  table([
    ['calling', mayCall(mai, organiser, { sort: 'example', decided: false }), 'yes'],
    ['calling for a keynote', mayCall(mai, organiser, { sort: 'keynote', decided: false }), 'call.not-an-example'],
    ['calling again', mayCall(mai, organiser, { sort: 'example', decided: true }), 'call.decided'],
    ['calling by a chair', mayCall(mai, chair, { sort: 'example', decided: false }), ONLY],
    ['applying', mayApply(mai, apply, NOW), 'yes'],
    ['applying without an account', mayApply(visitor, apply, NOW), 'sign-in.needed'],
    ['applying where nothing is called for', mayApply(mai, { ...apply, call: null }, NOW), 'call.missing'],
    ['applying to a draft', mayApply(mai, { ...apply, phase: 'draft' }, NOW), 'call.missing'],
    ['applying for nobody', mayApply(mai, { ...apply, convenes: false }, NOW), 'application.conveners-only'],
    ['applying too late', mayApply(mai, { ...apply, call: { closesAt: NOW, decided: false } }, NOW), 'call.over'],
    ['applying while it runs', mayApply(mai, { ...apply, phase: 'running' }, NOW), 'call.over'],
    ['applying after the choice', mayApply(mai, { ...apply, call: { closesAt: LATER, decided: true } }, NOW), 'call.decided'],
    ['applying twice', mayApply(mai, { ...apply, sent: true }, NOW), 'application.sent'],
    ['choosing', mayAnswerApplication(mai, organiser, answer), 'yes'],
    ['choosing by a chair', mayAnswerApplication(mai, chair, answer), ONLY],
    ['choosing a second', mayAnswerApplication(mai, organiser, { ...answer, decided: true }), 'call.decided'],
    ['declining after the choice', mayAnswerApplication(mai, organiser, { ...answer, decided: true, choosing: false }), 'yes'],
    ['answering twice', mayAnswerApplication(mai, organiser, { ...answer, state: 'declined' }), 'application.answered'],
    ['answering what was taken back', mayAnswerApplication(mai, organiser, { ...answer, state: 'withdrawn' }), 'application.missing'],
    ['taking back', mayWithdrawApplication(mai, { state: 'waiting', convenes: true }), 'yes'],
    ['taking back for others', mayWithdrawApplication(mai, { state: 'waiting', convenes: false }), 'application.conveners-only'],
    ['taking back twice', mayWithdrawApplication(mai, { state: 'withdrawn', convenes: true }), 'application.missing'],
    ['taking back what was answered', mayWithdrawApplication(mai, { state: 'chosen', convenes: true }), 'application.answered'],
  ])
})
