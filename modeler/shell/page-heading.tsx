import { useEffect, type ReactNode } from 'react';
import { Group, Title } from '@mantine/core';

interface PageHeadingProps {
  readonly title: string;
  /** Buttons that concern the whole page. */
  readonly children?: ReactNode;
}

/** The one `h1` of a page; it names the browser tab as well. */
export function PageHeading({ title, children }: PageHeadingProps) {
  useEffect(() => {
    document.title = `${title} · Motcua`;
  }, [title]);
  return (
    <Group justify="space-between" align="center" mb="md" gap="sm">
      <Title order={1} size="h2" className="page-heading">
        {title}
      </Title>
      <Group gap="xs">{children}</Group>
    </Group>
  );
}
