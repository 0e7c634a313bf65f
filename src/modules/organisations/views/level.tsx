import { InLanguage } from '../../../web/layout.tsx'
import { href, type Page } from '../../../web/page.ts'
import type { Verification } from '../queries/verification.ts'

/** A name may be of another direction than the sentence that it stands in. */
export const isolated = (name: string): string => `\u2068${name}\u2069`

const bodyHref = (page: Page, slug: string, rest = ''): string => href(page, `/bodies/${encodeURIComponent(slug)}${rest}`)

/** In words and by name: who or what says that this body is what it says it is. */
export function levelInWords({ say }: Page, { level, domains, vouchings }: Pick<Verification, 'level' | 'domains' | 'vouchings'>): string {
  if (level === null) return say('verification.level.none')
  const holding = domains.filter(({ holds }) => holds).map(({ domain }) => isolated(domain))
  const vouching = vouchings.filter(({ holds }) => holds).map(({ body }) => isolated(body.name))
  return say(`verification.level.${level}`, { domains: say.list(holding), bodies: say.list(vouching) })
}

/** Under the name of a body: one line, and the way to the evidence. */
export function LevelLine({ page, slug, shown }: { page: Page; slug: string; shown: Verification }) {
  const { say } = page
  return (
    <>
      <p class="status">
        {shown.level === null ? levelInWords(page, shown) : <strong>{levelInWords(page, shown)}</strong>}{' '}
        <a href={bodyHref(page, slug, '/verification')}>{say(shown.level === null ? 'verification.how' : 'verification.evidence')}</a>
      </p>
      {shown.runBy === null || shown.runBy.length === 0 ? null : (
        <p class="quiet">{say('verification.run-by', { names: say.list(shown.runBy.map(isolated)) })}</p>
      )}
    </>
  )
}

/** For readers: there is a verified body that this one could be taken for. */
export function LookAlikeWarning({ page, shown }: { page: Page; shown: Verification }) {
  const { say } = page
  if (shown.lookAlikes.length === 0) return null
  return (
    <aside class="note" aria-label={say('look-alike.title')}>
      <p>
        <strong>{say('look-alike.title')}</strong> {say(shown.level === null ? 'look-alike.not-verified' : 'look-alike.verified-too')}
      </p>
      <ul>
        {shown.lookAlikes.map(({ slug, name, language }) => (
          <li>
            <a href={bodyHref(page, slug)}>
              <InLanguage language={language}>{name}</InLanguage>
            </a>
          </li>
        ))}
      </ul>
    </aside>
  )
}
