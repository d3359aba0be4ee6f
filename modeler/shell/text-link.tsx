import { Anchor } from '@mantine/core';
import { createLink } from '@tanstack/react-router';

/** A link inside text or a table to another page of the workspace. */
export const TextLink = createLink(Anchor<'a'>);
