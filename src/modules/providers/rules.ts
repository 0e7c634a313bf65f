/** The way to a provider and back. */
export const PASSAGE_MINUTES = 10
/** Who is signed in already and goes to a provider once more shows there anew who they are: at most this long ago. */
export const MOST_AUTH_SECONDS = 300
/** Nothing else is asked of a provider: no name, no address. */
export const SCOPE = 'openid'

export const passageEnd = (now: Date): Date => new Date(now.getTime() + PASSAGE_MINUTES * 60_000)

/** An address of https without anything that could not belong to an issuer. */
export function isIssuer(text: string): boolean {
  if (!URL.canParse(text)) return false
  const { protocol, search, hash, username, password } = new URL(text)
  return protocol === 'https:' && `${search}${hash}${username}${password}` === '' && !text.includes('?') && !text.includes('#')
}

/** Two spellings of one issuer: `https://a.example` and `https://a.example/`. */
export const isSameIssuer = (one: string, other: string): boolean =>
  URL.canParse(one) && URL.canParse(other) && new URL(one).href === new URL(other).href

export const backPath = (slug: string): string => `/sign-in/with/${slug}/back`
