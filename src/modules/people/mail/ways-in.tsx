import { address, type Page } from '../../../web/page.ts'
import { letterOf, type Written } from './letter.tsx'

export const CHANGES = ['passkey-added', 'recovery-codes-made', 'recovery-code-used', 'provider-added', 'token-made'] as const
export type Change = (typeof CHANGES)[number]

/** Says that something was done by which one can get into an account, for the case that somebody else did it. */
export function waysInLetter(page: Pick<Page, 'say' | 'publicUrl' | 'hubName'>, change: Change): Written {
  const { say, hubName } = page
  return letterOf(say, say('ways-in-letter.subject', { hub: hubName }), [
    say(`ways-in-letter.${change}`, { hub: hubName }),
    say('ways-in-letter.you'),
    say('ways-in-letter.not-you'),
    { link: address(page, '/me/ways-in') },
    say('ways-in-letter.stranger'),
    hubName,
  ])
}
