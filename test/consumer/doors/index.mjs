export * from "lucius-rating";
