import type { Id } from '#base'
import { expect, test } from 'vitest'
import { nobody, theHub, type Actor } from '../../core/actor.ts'
import { mayEndSession, mayLeave, mayMakeOwnerLink, mayUseOwnerLink } from './policy.ts'

const now = new Date('2026-03-01T12:00:00Z')
const later = new Date('2026-03-02T12:00:00Z')
const ana = nobody('en')
const mai: Actor = { ...ana, account: 'a1' as Id<'account'>, person: 'p1' as Id<'person'> }
const gift: Actor = { ...mai, operator: true }

const cases = [
  ['the hub makes an owner link where nobody runs it', mayMakeOwnerLink(theHub, 0), undefined],
  ['and none where somebody does', mayMakeOwnerLink(theHub, 1), 'owner-link.not-needed'],
  ['Mai makes none', mayMakeOwnerLink(mai, 0), 'account.operators-only'],
  ['an owner link is used in its time', mayUseOwnerLink({ expiresAt: later, operators: 0 }, now), undefined],
  ['not after it', mayUseOwnerLink({ expiresAt: now, operators: 0 }, now), 'owner-link.expired'],
  ['not where somebody runs the hub', mayUseOwnerLink({ expiresAt: later, operators: 1 }, now), 'owner-link.not-needed'],
  ['not when it is not ours', mayUseOwnerLink({ expiresAt: null, operators: 0 }, now), 'owner-link.broken'],
  ['Mai leaves', mayLeave(mai, 1), undefined],
  ['Gift leaves when another runs the hub', mayLeave(gift, 2), undefined],
  ['Gift alone does not', mayLeave(gift, 1), 'account.last-operator'],
  ['who is not signed in has nothing to leave', mayLeave(ana, 1), 'sign-in.needed'],
  ['Mai ends her session', mayEndSession(mai, 'a1'), undefined],
  ['not that of another', mayEndSession(mai, 'a2'), 'session.missing'],
  ['not one that is gone', mayEndSession(mai, null), 'session.missing'],
  ['Ana has none', mayEndSession(ana, null), 'sign-in.needed'],
] as const
test.each(cases)('%s', (_title, verdict, code) => expect(verdict.ok ? undefined : verdict.refusal.code).toBe(code))
