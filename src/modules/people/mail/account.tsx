import { address, type Page } from '../../../web/page.ts'
import { letterOf, type Written } from './letter.tsx'

type Frame = Pick<Page, 'say' | 'publicUrl' | 'hubName'>

/** To whoever asked to leave, and for the case that somebody else did. The day is one of UTC: no zone of the reader's is known here. */
export function departureLetter(page: Frame, leavingAt: Date): Written {
  const { say, hubName } = page
  return letterOf(say, say('departure-letter.subject', { hub: hubName }), [
    say('departure-letter.what', { hub: hubName, day: say.day(leavingAt, 'UTC') }),
    say('departure-letter.keep'),
    { link: address(page, '/me/departure') },
    say('ways-in-letter.stranger'),
    hubName,
  ])
}

/** To the new address, with the link that proves it. It greets nobody by name: who typed an address need not be its owner. */
export function newAddressLetter(page: Frame, { token, minutes }: { token: string; minutes: number }): Written {
  const { say, hubName } = page
  return letterOf(say, say('address-letter.subject', { hub: hubName }), [
    say('address-letter.lead', { hub: hubName }),
    { link: address(page, `/me/address/${token}`) },
    say('address-letter.once', { minutes }),
    say('address-letter.stranger'),
    hubName,
  ])
}

/** To the old address, while there is still something to stop. */
export function addressAskedLetter(page: Frame): Written {
  const { say, hubName } = page
  return letterOf(say, say('ways-in-letter.subject', { hub: hubName }), [
    say('address-letter.asked', { hub: hubName }),
    say('ways-in-letter.you'),
    say('address-letter.asked-not-you'),
    { link: address(page, '/me') },
    say('ways-in-letter.stranger'),
    hubName,
  ])
}

/** To the old address, once it is no longer one. */
export function addressChangedLetter(page: Frame): Written {
  const { say, hubName } = page
  return letterOf(say, say('ways-in-letter.subject', { hub: hubName }), [
    say('address-letter.changed', { hub: hubName }),
    say('ways-in-letter.you'),
    say('address-letter.changed-not-you'),
    { link: address(page, '/operator') },
    say('ways-in-letter.stranger'),
    hubName,
  ])
}
