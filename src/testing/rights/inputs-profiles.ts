import type { Inputs } from './matrix.ts'

export const PROFILES: Inputs = {
  'profiles.read-card': ({ callers }) => ({ person: callers.Mai.actor.person }),
  'profiles.read-card (open to whoever has an account)': ({ callers }) => ({ person: callers.Idrissa.actor.person }),
  'profiles.own-card': () => ({}),
  'profiles.seen': () => ({}),
  'profiles.my-consents': () => ({}),
  'profiles.consent-words': () => ({}),
  'profiles.my-hidings': () => ({}),
  'profiles.choose-audience': () => ({ audience: 'members' }),
  'profiles.save-facet': () => ({ facet: 'origins', values: ['PH'], audience: 'nobody', agreed: '1' }),
  'profiles.withdraw-consent': ({ consent }) => ({ consent }),
  'profiles.hide-from': () => ({ from: 'governments' }),
  'profiles.show-again': ({ hiding }) => ({ hiding }),
  'profiles.renew-secrets': () => ({}),
  'profiles.forget-person': ({ callers }) => ({ person: callers.Mai.actor.person }),
}
