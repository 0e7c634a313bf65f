/** None of its own: what cannot be shared is not there, in the words of any page that is not there. */
export const refusals = {} as const
