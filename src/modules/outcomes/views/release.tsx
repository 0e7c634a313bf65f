import type { Child } from 'hono/jsx'
import type { Document as Printed, Words } from '#documents'
import { DocumentText } from '../../../web/document.tsx'
import { Layout } from '../../../web/layout.tsx'
import { href, type Page } from '../../../web/page.ts'
import { directionOf } from '../../../web/say.ts'
import type { Place } from '../queries/documents.ts'
import type { Release } from '../queries/releases.ts'
import { documentName, Files, PlaceCrumb, VersionWords } from './pieces.tsx'

type ReleaseProps = {
  readonly page: Page
  readonly place: Place
  readonly release: Release
  /** The newest version that was released. */
  readonly newest: number
  readonly language: string
  /** The last release in which this translation said all that the original says; null: this one does, or none did. */
  readonly follows: number | null
  readonly text: { readonly document: Printed; readonly takenOut: number }
  readonly words: Words
  readonly mayEdit: boolean
}

/** What was released, as it was signed; without what was withdrawn since. */
export function ReleasePage({ page, place, release, newest, language, text, words, mayEdit, follows }: ReleaseProps) {
  const { say } = page
  const files = release.files.filter((file) => file.language === language)
  return (
    <Layout page={page} title={text.document.title} styles={['document.css']} index={release.version === newest}>
      <PlaceCrumb page={page} place={place} />
      {release.version === newest ? null : (
        <p class="note">
          {say('outcome.superseded', { number: newest })} <a href={href(page, place.path)}>{say('outcome.newest')}</a>
        </p>
      )}
      {text.takenOut === 0 ? null : <p class="note">{say('outcome.taken-out', { count: text.takenOut })}</p>}
      <Translated page={page} release={release} language={language} follows={follows} />
      <Languages page={page} path={place.path} release={release} language={language} />
      <DocumentText document={text.document} words={words} />
      <Articles page={page} place={place} document={text.document} current={release.version === newest} />
      <section class="screen">
        <h2>{say('outcome.take-along')}</h2>
        <p class="status">
          <strong>
            <VersionWords page={page} release={release} />
          </strong>
        </p>
        <Files page={page} path={place.path} files={files} />
        <p>
          <a href={href(page, `${place.path}/versions`)}>{say('outcome.versions.go')}</a>
        </p>
        {mayEdit ? (
          <p>
            <a href={href(page, `${place.path}/edit`)}>{say('outcome.desk.go')}</a>
          </p>
        ) : null}
      </section>
    </Layout>
  )
}

function Translated({ page, release, language, follows }: Pick<ReleaseProps, 'page' | 'release' | 'language' | 'follows'>) {
  const { say } = page
  const own = release.texts.find((one) => one.language === language)
  const original = release.texts.find((one) => one.original)
  if (own === undefined || original === undefined || own.original) return null
  return (
    <p class="quiet">
      {say('outcome.translated', { language: say.language(original.language) })}{' '}
      {own.behind ? say('outcome.behind', { number: follows ?? 0 }) : null}
    </p>
  )
}

function Languages({ page, path, release, language }: { page: Page; path: string; release: Release; language: string }) {
  if (release.texts.length < 2) return null
  return (
    <nav class="tabs" aria-label={page.say('outcome.languages')}>
      {release.texts.map((one) => (
        <a
          href={href(page, `${path}/versions/${release.version}?language=${one.language}`)}
          lang={one.language}
          dir={directionOf(one.language)}
          aria-current={one.language === language ? 'page' : undefined}
        >
          {page.say.language(one.language)}
        </a>
      ))}
    </nav>
  )
}

/** From each article to where it comes from, and to who endorses it. */
function Articles({ page, place, document, current }: { page: Page; place: Place; document: Printed; current: boolean }) {
  const { say } = page
  const numbers = document.blocks.flatMap((block) => (block.kind === 'article' ? [block.number] : []))
  if (numbers.length === 0 || !current) return null
  return (
    <section class="screen">
      <h2>{say('outcome.articles')}</h2>
      <ul class="targets">
        {numbers.map((number) => (
          <li>
            <a href={href(page, `${place.path}/articles/${number}`)}>{say('outcome.words.article', { number })}</a>
          </li>
        ))}
      </ul>
      <p>
        <a href={href(page, `${place.path}/endorsements`)}>{say('outcome.endorsements.go')}</a>
      </p>
    </section>
  )
}

type WaitingProps = {
  readonly page: Page
  readonly place: Place
  readonly begun: boolean
  readonly mayEdit: boolean
  readonly children?: Child
}

/** Nothing was released yet: what will be here, and what comes next. */
export function WaitingPage({ page, place, begun, mayEdit, children }: WaitingProps) {
  const { say } = page
  const name = documentName(page, place)
  return (
    <Layout page={page} title={name}>
      <PlaceCrumb page={page} place={place} />
      <h1>{name}</h1>
      <p class="empty">
        {say('outcome.waiting', { sort: place.sort })} {say(begun ? 'outcome.waiting.begun' : 'outcome.waiting.not-begun')}
      </p>
      {mayEdit ? (
        <p class="actions">
          <a class="button" href={href(page, `${place.path}/edit`)}>
            {say('outcome.desk.go')}
          </a>
        </p>
      ) : null}
      {children}
    </Layout>
  )
}

type VersionsProps = {
  readonly page: Page
  readonly place: Place
  readonly releases: readonly Release[]
  readonly compareIn: string | null
}

/** Every release with its files and their digests: what anybody needs to check a copy. */
export function VersionsPage({ page, place, releases, compareIn }: VersionsProps) {
  const { say } = page
  const heading = say('outcome.versions')
  return (
    <Layout page={page} title={heading} width="wide">
      <PlaceCrumb page={page} place={place} />
      <h1>{heading}</h1>
      <p class="lead">{say('outcome.versions.lead')}</p>
      <p>
        <a href={href(page, '/check')}>{say('outcome.check.go')}</a> · <a href="/.well-known/passerelle-keys.json">{say('outcome.keys')}</a>
      </p>
      {releases.length === 0 ? <p class="empty">{say('outcome.versions.none')}</p> : null}
      {releases.map((release, at) => (
        <section>
          <h2>
            <a href={href(page, `${place.path}/versions/${release.version}`)}>
              <VersionWords page={page} release={release} />
            </a>
          </h2>
          <p class="quiet">
            {say('outcome.cause', { cause: release.cause, office: release.office })}
            {at === 0 ? '' : ` · ${say('outcome.superseded', { number: releases[0]?.version ?? 0 })}`}
          </p>
          <Digests page={page} path={place.path} release={release} />
          <Compare page={page} path={place.path} release={release} before={releases[at + 1]} language={compareIn} />
        </section>
      ))}
    </Layout>
  )
}

function Digests({ page, path, release }: { page: Page; path: string; release: Release }) {
  const { say } = page
  return (
    <>
      <div class="scroll" tabindex={0} role="region" aria-label={say('outcome.digests')}>
        <table>
          <thead>
            <tr>
              <th scope="col">{say('outcome.digests.file')}</th>
              <th scope="col">SHA-256</th>
            </tr>
          </thead>
          <tbody>
            {release.files.map((file) => (
              <tr>
                <td>
                  {file.gone ? (
                    <bdi>{file.name}</bdi>
                  ) : (
                    <a href={href(page, `${path}/files/${file.name}`)}>
                      <bdi>{file.name}</bdi>
                    </a>
                  )}
                </td>
                <td class="proof">
                  <bdi>{file.digest}</bdi>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {release.files.some(({ gone }) => gone) ? <p class="quiet">{say('outcome.files.gone')}</p> : null}
      <p>
        <a href={href(page, `${path}/versions/${release.version}/release.json`)}>{say('outcome.signed-list')}</a>{' '}
        <span class="quiet">{say('outcome.signed-list.what')}</span>
      </p>
    </>
  )
}

type CompareProps = { page: Page; path: string; release: Release; before: Release | undefined; language: string | null }

function Compare({ page, path, release, before, language }: CompareProps) {
  if (before === undefined || language === null) return null
  return (
    <p>
      <a href={href(page, `${path}/compare?from=${before.version}&to=${release.version}&language=${language}`)}>
        {page.say('outcome.compare.go', { from: before.version, to: release.version })}
      </a>
    </p>
  )
}
