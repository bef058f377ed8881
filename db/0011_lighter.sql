-- Nothing looks for what later notices say by the notice alone: each promise has its own, and a notice is never deleted.
DROP INDEX echoes_of_notice;
