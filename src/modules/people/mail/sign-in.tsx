import { address, type Page } from '../../../web/page.ts'
import { letterOf, type Written } from './letter.tsx'

/** The letter with the link. It greets nobody by name: who typed an address need not be its owner. */
export function signInLetter(page: Pick<Page, 'say' | 'publicUrl' | 'hubName'>, link: { token: string; minutes: number }): Written {
  const { say, hubName } = page
  return letterOf(say, say('sign-in-letter.subject', { hub: hubName }), [
    say('sign-in-letter.lead', { hub: hubName }),
    { link: signInAddress(page, link.token) },
    say('sign-in-letter.once', { minutes: link.minutes }),
    say('sign-in-letter.stranger'),
    hubName,
  ])
}

export const signInAddress = (page: Pick<Page, 'say' | 'publicUrl'>, token: string): string => address(page, `/sign-in/${token}`)
