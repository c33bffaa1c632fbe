export * from "lucius-rating/postgres";
