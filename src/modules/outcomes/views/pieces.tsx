import type { Child } from 'hono/jsx'
import { InLanguage, Layout } from '../../../web/layout.tsx'
import { href, type Page } from '../../../web/page.ts'
import { SessionWay } from '../../../web/session-way.tsx'
import type { At, Place } from '../queries/documents.ts'
import type { Release, ReleaseFile } from '../queries/releases.ts'
import { FORMS, type Standing } from '../rules.ts'

/** Where a document belongs: the page of its session or of its edition. */
export function PlaceCrumb({ page, place }: { readonly page: Page; readonly place: Pick<Place, 'edition' | 'session'> }) {
  const { edition, session } = place
  return session === null ? (
    <Crumb page={page} path={edition.path} text={edition.name} language={edition.language} />
  ) : (
    <SessionWay page={page} session={session} />
  )
}

type CrumbProps = { readonly page: Page; readonly path: string; readonly text: string; readonly language?: string }

export function Crumb({ page, path, text, language = page.say.locale }: CrumbProps) {
  return (
    <p class="crumb">
      <a href={href(page, path)}>
        <InLanguage language={language}>{text}</InLanguage>
      </a>
    </p>
  )
}

/** The name of the document: "Report", "Outcome document". */
export const documentName = (page: Page, { sort }: Pick<Place, 'sort'>): string => page.say('outcome.name', { sort })

type FrameProps = { readonly page: Page; readonly at: At; readonly heading: string; readonly children?: Child }

/** A page for those who prepare a document. */
export function EditFrame({ page, at, heading, children }: FrameProps) {
  return (
    <Layout page={page} title={heading} index={false}>
      <Crumb page={page} path={`${at.path}/edit`} text={page.say('outcome.desk')} />
      <h1>{heading}</h1>
      {children}
    </Layout>
  )
}

/** What became of the sources of a sentence: in words and by a sign. */
export function StandingWords({ page, standing }: { readonly page: Page; readonly standing: Standing }) {
  if (standing === 'standing') return null
  return (
    <p class={standing === 'withdrawn' ? 'status late' : 'status'}>
      <strong>
        <span aria-hidden="true">{standing === 'withdrawn' ? '✕ ' : '≠ '}</span>
        {page.say('outcome.standing', { standing })}
      </strong>
    </p>
  )
}

export const sizeInWords = (page: Page, bytes: number): string =>
  page.say('outcome.size', { kilobytes: page.say.number(Math.ceil(bytes / 1000)) })

/** The files of a release, those of one language or all. */
export function Files({ page, path, files }: { readonly page: Page; readonly path: string; readonly files: readonly ReleaseFile[] }) {
  const { say } = page
  return (
    <ul class="targets">
      {FORMS.flatMap((form) => files.filter((file) => file.form === form)).map((file) => (
        <li>
          {file.gone ? (
            <span class="quiet">
              {fileName(page, file)} · {say('outcome.file.gone')}
            </span>
          ) : (
            <>
              <a href={href(page, `${path}/files/${file.name}`)}>{fileName(page, file)}</a>{' '}
              <span class="quiet">{sizeInWords(page, file.size)}</span>
            </>
          )}
        </li>
      ))}
    </ul>
  )
}

const fileName = ({ say }: Page, { form, language }: ReleaseFile): string => say('outcome.file', { form, language: say.language(language) })

/** "Version 2, released on 3 May 2026". */
export function VersionWords({ page, release }: { readonly page: Page; readonly release: Pick<Release, 'version' | 'releasedAt'> }) {
  const { say } = page
  return (
    <>
      {say('outcome.version', {
        number: release.version,
        day: release.releasedAt === null ? 'none' : say.day(release.releasedAt, page.homeZone),
      })}
    </>
  )
}
