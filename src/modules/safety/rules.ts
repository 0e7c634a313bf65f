export const LISTS = ['members', 'bodies', 'operators'] as const
export type ListName = (typeof LISTS)[number]

/** Where a step is done: a page of this hub, some of which only operators open, or one of the body that somebody looks after. */
type Place = { readonly page: string; readonly ofOperators?: true } | { readonly ofBody: string }
/** Without a place: it is done on a device, on paper or on the machine. */
export type Step = { readonly id: string; readonly at?: Place }

const page = (path: string): { at: Place } => ({ at: { page: path } })
const ofOperators = (path: string): { at: Place } => ({ at: { page: path, ofOperators: true } })
const ofBody = (below: string): { at: Place } => ({ at: { ofBody: below } })

export const STEPS: Readonly<Record<ListName, readonly Step[]>> = {
  members: [
    { id: 'name', ...page('/me/identities') },
    { id: 'seen', ...page('/me/seen') },
    { id: 'hide', ...page('/me/hiding') },
    { id: 'passkey', ...page('/me/ways-in') },
    { id: 'codes', ...page('/me/ways-in') },
    { id: 'devices', ...page('/me') },
    { id: 'lock' },
    { id: 'mails', ...page('/safety#mails') },
    { id: 'exit', ...page('/safety#exit') },
    { id: 'pressure', ...page('/pressure') },
  ],
  bodies: [
    { id: 'stewards', ...ofBody('/people') },
    { id: 'roles', ...ofBody('/people') },
    { id: 'terms', ...ofBody('/people') },
    { id: 'domain', ...ofBody('/verification') },
    { id: 'charter', ...ofBody('/charter') },
    { id: 'keys', ...page('/me/ways-in') },
    { id: 'plan' },
    { id: 'copies', ...page('/dialogues') },
    { id: 'letters', ...page('/safety#mails') },
  ],
  operators: [
    { id: 'two', ...ofOperators('/operator') },
    { id: 'circle', ...ofOperators('/moderation/pressure') },
    { id: 'charter', ...page('/charter') },
    { id: 'backups' },
    { id: 'keys' },
    { id: 'updates' },
    { id: 'proxy' },
    { id: 'logs' },
    { id: 'contact' },
    { id: 'leave' },
    { id: 'plan' },
  ],
}

/** `body`: the address of the body that the reader looks after; without one, the list of bodies leads there. */
export type Who = { readonly body: string | null; readonly operator: boolean }

/** Nobody is led to a page that is not there for them. */
export function pathOf({ at }: Step, { body, operator }: Who): string | null {
  if (at === undefined) return null
  if ('page' in at) return at.ofOperators === true && !operator ? null : at.page
  return body === null ? '/bodies' : `/bodies/${encodeURIComponent(body)}${at.ofBody}`
}
